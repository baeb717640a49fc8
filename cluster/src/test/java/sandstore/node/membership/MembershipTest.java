package sandstore.node.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.proto.Event;
import sandstore.proto.Health;
import sandstore.proto.HeartbeatRequest;
import sandstore.wire.Channels;
import sandstore.wire.LinkGate;
import sandstore.wire.Listening;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.RpcTap;
import sandstore.wire.Token;

class MembershipTest {
  private static final NodeId ONE = NodeId.of(1);
  private static final NodeId TWO = NodeId.of(2);
  private static final RpcTap.Rpc FROM_TWO = new RpcTap.Rpc(1, TWO, ONE, "AppendEntries");

  private final List<Event.KindCase> told = new CopyOnWriteArrayList<>();
  private final SignsOfLife signs = new SignsOfLife();

  @TempDir private Path folder;

  @Test
  void whoIsHeardWhileItsDeathIsToldIsAliveForThoseWhoReadEventsToo() throws Exception {
    try (Channels channels = channels();
        Membership membership = membership(channels)) {
      membership.start();

      await().until(() -> told.contains(Event.KindCase.PEER_DEAD));
      await().until(() -> told.contains(Event.KindCase.PEER_ALIVE));

      assertThat(List.copyOf(told).subList(0, 2))
          .containsExactly(Event.KindCase.PEER_DEAD, Event.KindCase.PEER_ALIVE);
    }
  }

  @Test
  void nobodyIsKnownBeforeSomethingIsHeard() {
    try (Channels channels = channels();
        Membership membership = membership(channels)) {
      assertThat(membership.alive()).containsExactly(ONE);
      assertThat(membership.health(TWO)).isEqualTo(Health.HEALTH_UNKNOWN);

      signs.received(FROM_TWO);

      assertThat(membership.alive()).containsExactly(ONE, TWO);
    }
  }

  /** While a death is being told, the dead one speaks; tells only when that is under way. */
  private void report(Event.Builder event) {
    if (event.getKindCase() == Event.KindCase.PEER_DEAD) {
      Thread speaks = new Thread(() -> signs.received(FROM_TWO), "speaks");
      speaks.start();
      await()
          .until(
              () ->
                  speaks.getState() == Thread.State.BLOCKED
                      || speaks.getState() == Thread.State.TERMINATED);
    }
    told.add(event.getKindCase());
  }

  private static Channels channels() {
    return new Channels(ONE, Token.random(), new LinkGate(), RpcTap.SILENT);
  }

  private Membership membership(Channels channels) {
    return new Membership(
        settings(),
        channels,
        this::report,
        HeartbeatRequest::getDefaultInstance,
        signs,
        Beats.PLAIN);
  }

  private NodeSettings settings() {
    return new NodeSettings(
        "test",
        ONE,
        "raft",
        List.of(ONE, TWO),
        List.of("zone1", "zone1"),
        2,
        1,
        "spread",
        65536,
        Duration.ofMillis(100),
        Duration.ofMillis(25),
        folder,
        folder.resolve("token"),
        0,
        true,
        1,
        true,
        Listening.LOOPBACK);
  }
}
