package sandstore.lab.incident;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.lab.LabEvent;
import sandstore.proto.Event;
import sandstore.proto.MemberAdmitted;
import sandstore.proto.NodeJudged;
import sandstore.proto.PeerSuspected;
import sandstore.proto.ReplicaCorrupt;
import sandstore.proto.RpcAnswered;
import sandstore.proto.RpcFailed;
import sandstore.proto.RpcReceived;
import sandstore.proto.SnapshotInstalled;

/** Which events are a trace of what, and of what not. */
class TracesTest {
  private static boolean shows(String trouble, String place, Event.Builder event) {
    return shows(trouble, place, event, 0);
  }

  private static boolean shows(String trouble, String place, Event.Builder event, long ahead) {
    return Troubles.named(trouble).leaves(new Trace(event.build(), ahead), place);
  }

  private static Event.Builder by(String node) {
    return Event.newBuilder().setNode(node);
  }

  private static Event.Builder suspects(String node, String peer) {
    return by(node).setPeerSuspected(PeerSuspected.newBuilder().setPeer(peer));
  }

  private static Event.Builder answered(String by, int millis) {
    return by("node1")
        .setRpcAnswered(RpcAnswered.newBuilder().setTo(by).setTookMicros(millis * 1000L));
  }

  @Test
  void aSlowDiskIsSlowToAnswer() {
    assertThat(shows("slow-disk", "node2", answered("node2", 151))).isTrue();
    assertThat(shows("slow-disk", "node2", answered("node2", 20))).isFalse();
    assertThat(shows("slow-disk", "node2", answered("node3", 151))).isFalse();
    NodeJudged.Builder slow = NodeJudged.newBuilder().setPeer("node2").setSlow(true);
    assertThat(shows("slow-disk", "node2", by("node1").setNodeJudged(slow))).isTrue();
    assertThat(shows("slow-disk", "node2", by("node1").setNodeJudged(slow.setSlow(false))))
        .isFalse();
  }

  @Test
  void aFullDiskSaysSo() {
    Event.Builder told =
        by("node2").setRpcFailed(RpcFailed.newBuilder().setReason("No space left on device"));
    assertThat(shows("full-disk", "node2", told)).isTrue();
    assertThat(shows("full-disk", "node3", told)).isFalse();
    assertThat(shows("full-disk", "node2", suspects("node2", "node3"))).isFalse();
  }

  @Test
  void aClockIsSeenByItsStamps() {
    assertThat(shows("clock", "node2", suspects("node2", "node3"), 90_000)).isTrue();
    assertThat(shows("clock", "node2", suspects("node2", "node3"), 3)).isFalse();
    assertThat(shows("clock", "node3", suspects("node2", "node3"), 90_000)).isFalse();
    Event stamped = by("node2").setNanos(5_000_000_000L).setAtMillis(1_000_000).build();
    assertThat(Trace.of(new LabEvent(1, 0, stamped), 6_000_000_000L, 911_000).aheadMillis())
        .isEqualTo(90_000);
  }

  @Test
  void whoStandsStillIsMissed() {
    assertThat(shows("paused-leader", "node1", suspects("node2", "node1"))).isTrue();
    assertThat(shows("paused-leader", "node1", suspects("node2", "node3"))).isFalse();
    assertThat(shows("paused-leader", "node1", by("node2"))).isFalse();
  }

  @Test
  void oneWayIsHeardAtOneEnd() {
    String place = "node1 -> node2";
    assertThat(shows("one-way-cut", place, suspects("node2", "node1"))).isTrue();
    assertThat(shows("one-way-cut", place, suspects("node1", "node2"))).isFalse();
    assertThat(shows("one-way-cut", place, suspects("node3", "node1"))).isFalse();
    Event.Builder failed = by("node1").setRpcFailed(RpcFailed.newBuilder().setTo("node2"));
    assertThat(shows("one-way-cut", place, failed)).isTrue();
    assertThat(shows("one-way-cut", "node1 -> node3", failed)).isFalse();
    assertThat(shows("one-way-cut", "nonsense", failed)).isFalse();
  }

  @Test
  void anEmptyNodeIsAdmittedAnew() {
    MemberAdmitted.Builder admitted = MemberAdmitted.newBuilder().setNode("node2");
    assertThat(shows("wiped-follower", "node2", by("node1").setMemberAdmitted(admitted)))
        .as("its first life")
        .isFalse();
    admitted.setGeneration(2);
    assertThat(shows("wiped-follower", "node2", by("node1").setMemberAdmitted(admitted))).isTrue();
    Event.Builder installed = by("node2").setSnapshotInstalled(SnapshotInstalled.newBuilder());
    assertThat(shows("wiped-follower", "node2", installed)).isTrue();
    assertThat(shows("wiped-follower", "node3", installed)).isFalse();
  }

  @Test
  void rotIsFoundByItsNode() {
    Event.Builder found = by("node2").setReplicaCorrupt(ReplicaCorrupt.newBuilder());
    assertThat(shows("corrupt-chunk", "node2", found)).isTrue();
    assertThat(shows("corrupt-chunk", "node1", found)).isFalse();
  }

  @Test
  void aStormIsManyCallsOfTheClient() {
    RpcReceived.Builder received = RpcReceived.newBuilder().setFrom("client").setLikeIt(40);
    assertThat(shows("retry-storm", "client", by("node1").setRpcReceived(received))).isTrue();
    assertThat(shows("retry-storm", "client", by("node1").setRpcReceived(received.setLikeIt(1))))
        .isFalse();
    received.setLikeIt(40).setFrom("node2");
    assertThat(shows("retry-storm", "client", by("node1").setRpcReceived(received))).isFalse();
  }

  @Test
  void pointsAreLostByTimeCommandsAndGuesses() {
    assertThat(new Score(0, 0, 0).points()).isEqualTo(100);
    assertThat(new Score(7, 60, 1).points()).isEqualTo(100 - 7 - 10 - 20);
    assertThat(new Score(7, 3600, 1).points()).isEqualTo(1);
  }
}
