package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.google.protobuf.ByteString;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sandstore.wire.NodeId;

class ProbesTest {
  private static final NodeId TWO = NodeId.of(2);
  private static final NodeId THREE = NodeId.of(3);

  private final Probes probes = new Probes();

  private static AppendEntriesRequest.Builder request(long previous) {
    return AppendEntriesRequest.newBuilder()
        .setGroupId("g")
        .setServerId("one")
        .setPeerId("two")
        .setTerm(3)
        .setPrevLogTerm(1)
        .setPrevLogIndex(previous)
        .setCommittedIndex(2);
  }

  private static AppendEntriesRequest probe(long previous) {
    return request(previous).setData(ByteString.EMPTY).build();
  }

  private static InvokeCallback asking() {
    return new InvokeCallback() {
      @Override
      public void complete(@Nullable Object result, @Nullable Throwable error) {}

      @Override
      public @Nullable Executor executor() {
        return null;
      }
    };
  }

  @Test
  void aHeartbeatIsNone() {
    assertThat(Probes.isOne(probe(4))).isTrue();
    assertThat(Probes.isOne(request(4).build())).isFalse();
  }

  private Probes.Probe sent(NodeId peer, long previous, InvokeCallback asks) {
    return Objects.requireNonNull(probes.ask(peer, probe(previous), asks), "it is sent");
  }

  private void notSent(NodeId peer, long previous, InvokeCallback asks) {
    assertThat(probes.ask(peer, probe(previous), asks)).isNull();
  }

  @Test
  void theSameQuestionIsSentOnceAndItsAnswerIsForAll() {
    InvokeCallback first = asking();
    InvokeCallback second = asking();
    Probes.Probe probe = sent(TWO, 4, first);
    sent(THREE, 4, asking());
    notSent(TWO, 4, second);

    assertThat(probes.over(probe)).containsExactly(first, second);

    sent(TWO, 4, first);
  }

  @Test
  void anotherQuestionIsSentAndNobodyIsForgotten() {
    InvokeCallback first = asking();
    InvokeCallback second = asking();
    InvokeCallback third = asking();
    InvokeCallback fourth = asking();
    Probes.Probe at4 = sent(TWO, 4, first);
    notSent(TWO, 4, second);
    Probes.Probe at3 = sent(TWO, 3, third);

    assertThat(probes.over(at4)).containsExactly(first, second);
    notSent(TWO, 3, fourth);
    assertThat(probes.over(at3)).containsExactly(third, fourth);
  }
}
