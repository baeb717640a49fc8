package sandstore.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sandstore.proto.Event;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.ReadChunkRequest;
import sandstore.proto.RpcDetail;
import sandstore.proto.WriteFrame;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap.Rpc;

class RpcReporterTest {
  private static final Object REQUEST = "a request";
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);

  private final List<Event> told = new ArrayList<>();
  private long now;
  private final RpcReporter rpcs =
      new RpcReporter(event -> told.add(event.build()), new Raftish(), () -> now);

  private static final class Raftish implements RpcDescriber {
    @Override
    public String kind(String method, @Nullable Object request) {
      return method;
    }

    @Override
    public RpcDetail detail(Object message) {
      return RpcDetail.newBuilder().setTerm(7).build();
    }
  }

  @AfterEach
  void close() {
    rpcs.close();
  }

  private static Rpc rpc(long id, String kind) {
    return new Rpc(id, ONE, TWO, kind);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long count(Event.KindCase kind) {
    return told.stream().filter(e -> e.getKindCase() == kind).count();
  }

  @Test
  void namesThatTwoServicesShareAreToldApart() {
    assertThat(rpcs.kind("Heartbeat", HeartbeatRequest.getDefaultInstance()))
        .isEqualTo("MemberHeartbeat");
    assertThat(rpcs.kind("Heartbeat", REQUEST)).isEqualTo("Heartbeat");
    assertThat(rpcs.kind("Write", WriteFrame.getDefaultInstance())).isEqualTo("WriteChunk");
    assertThat(rpcs.kind("Read", ReadChunkRequest.getDefaultInstance())).isEqualTo("ReadChunk");
  }

  @Test
  void oneRpcIsToldWholeWithWhatItSaid() {
    rpcs.sent(rpc(1, "RequestVote"), REQUEST, 20);
    rpcs.answered(rpc(1, "RequestVote"), REQUEST, 1500);
    assertThat(told.get(0).getRpcSent().getDetail().getTerm()).isEqualTo(7);
    assertThat(told.get(0).getRpcSent().getDelayMillis()).isEqualTo(20);
    assertThat(told.get(1).getRpcAnswered().getTookMicros()).isEqualTo(1500);
    assertThat(told.get(1).getRpcAnswered().getTo()).isEqualTo("node2");
  }

  @Test
  void underLoadTheRestIsCountedAndNoneIsForgotten() {
    for (int i = 0; i < 1000; i++) {
      rpcs.sent(rpc(i, "AppendEntries"), REQUEST, 0);
      rpcs.received(rpc(i, "AppendEntries"));
      rpcs.answered(rpc(i, "AppendEntries"), REQUEST, 10);
      pass(1);
    }
    pass(200);
    rpcs.flush();
    assertThat(told).hasSizeLessThan(400);
    long sent = 0;
    long received = 0;
    long answered = 0;
    for (Event e : told) {
      switch (e.getKindCase()) {
        case RPC_SENT -> sent += 1 + e.getRpcSent().getLikeIt();
        case RPC_RECEIVED -> received += 1 + e.getRpcReceived().getLikeIt();
        case RPC_ANSWERED -> answered += 1 + e.getRpcAnswered().getLikeIt();
        default -> throw new AssertionError(e);
      }
    }
    assertThat(sent).isEqualTo(1000);
    assertThat(received).isEqualTo(1000);
    assertThat(answered).isEqualTo(1000);
  }

  @Test
  void whatWasToldWhenSentIsToldWhenItEnds() {
    for (int i = 1; i <= 500; i++) {
      rpcs.sent(rpc(i, "AppendEntries"), REQUEST, 0);
    }
    for (int i = 1; i <= 500; i++) {
      if (i % 2 == 0) {
        rpcs.answered(rpc(i, "AppendEntries"), REQUEST, 10);
      } else {
        rpcs.failed(rpc(i, "AppendEntries"), "DEADLINE_EXCEEDED");
      }
    }
    List<Long> open = new ArrayList<>();
    for (Event e : told) {
      switch (e.getKindCase()) {
        case RPC_SENT -> open.add(e.getRpcSent().getId());
        case RPC_ANSWERED -> open.remove(e.getRpcAnswered().getId());
        case RPC_FAILED -> open.remove(e.getRpcFailed().getId());
        default -> throw new AssertionError(e);
      }
    }
    assertThat(count(Event.KindCase.RPC_SENT)).isEqualTo(50);
    assertThat(open).isEmpty();
  }

  @Test
  void aCrowdOfOneKindDoesNotHideAnother() {
    for (int i = 1; i <= 500; i++) {
      rpcs.sent(rpc(i, "AppendEntries"), REQUEST, 0);
    }
    told.clear();
    rpcs.sent(rpc(501, "PreVote"), REQUEST, 0);
    rpcs.dropped(rpc(502, "PreVote"), false, "cut node1 -> node2");
    assertThat(count(Event.KindCase.RPC_SENT)).isEqualTo(1);
    assertThat(told.get(1).getRpcDropped().getRule()).isEqualTo("cut node1 -> node2");
  }

  @Test
  void aReplyStreamIsToldByItsFirstMessage() {
    rpcs.sent(rpc(1, "ReadChunk"), REQUEST, 0);
    for (int frame = 0; frame < 8; frame++) {
      rpcs.answered(rpc(1, "ReadChunk"), REQUEST, 10);
    }
    assertThat(count(Event.KindCase.RPC_ANSWERED)).isEqualTo(1);
    pass(200);
    rpcs.flush();
    assertThat(told.get(told.size() - 1).getRpcAnswered().getId()).isZero();
    assertThat(told.get(told.size() - 1).getRpcAnswered().getLikeIt()).isEqualTo(6);
  }

  @Test
  void ofMemberHeartbeatsOneASecondIsTold() {
    for (int i = 0; i < 50; i++) {
      rpcs.sent(rpc(i, "MemberHeartbeat"), REQUEST, 0);
      pass(100);
    }
    assertThat(count(Event.KindCase.RPC_SENT)).isBetween(4L, 6L);
  }
}
