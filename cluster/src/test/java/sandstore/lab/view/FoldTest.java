package sandstore.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sandstore.proto.Applied;
import sandstore.proto.ElectionTimerReset;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.EventsLost;
import sandstore.proto.FileCommitted;
import sandstore.proto.LogCompacted;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeState;
import sandstore.proto.OrdersObeyed;
import sandstore.proto.PeerAlive;
import sandstore.proto.PeerDead;
import sandstore.proto.Quarantined;
import sandstore.proto.RepairAwaits;
import sandstore.proto.Role;
import sandstore.proto.SnapshotInstalled;
import sandstore.proto.TermRun;

/** The fold as traces: given these events, this is the picture. */
class FoldTest {
  @Test
  void everyKindHasItsCaseOrAReasonToHaveNone() {
    Set<KindCase> known = EnumSet.noneOf(KindCase.class);
    known.addAll(Fold.BY_NODE.keySet());
    known.addAll(Fold.BY_LAB.keySet());
    known.addAll(Fold.CHANGES_NOTHING.keySet());

    assertThat(known).containsExactlyInAnyOrder(KindCase.values());
    assertThat(Fold.CHANGES_NOTHING).doesNotContainKeys(keys(Fold.BY_NODE.keySet()));
    assertThat(Fold.CHANGES_NOTHING).doesNotContainKeys(keys(Fold.BY_LAB.keySet()));
  }

  private static KindCase[] keys(Set<KindCase> set) {
    return set.toArray(KindCase[]::new);
  }

  @Test
  void anElectionAndItsFirstEntries() {
    Trace trace =
        new Trace().up("raft", 3).wins(1, 1, 2, 3).appended(1, 1, 3, 1, 1).appended(2, 1, 2, 1, 1);

    assertThat(trace.committed(1, 2).applied(1, 2).view().describe())
        .isEqualTo(
            """
            raft, leader node1, term 1, files ?, chunks ?, under-replicated ?
            node1 running leader term 1 voted node1 log 1..3 [1:t1] committed 2 applied 2
            node2 running follower term 1 voted node1 follows node1 log 1..2 [1:t1] committed 0 applied 0
            node3 running follower term 1 voted node1 follows node1 log empty from 1 committed 0 applied 0
            election term 1: node1 <- node1 node2 node3, won by node1""");
  }

  @Test
  void aDeadLeaderBelievesNothingButItsDiskIsRemembered() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).appended(1, 1, 3, 1, 1);

    assertThat(trace.exited(1).wins(2, 2, 3).view().describe())
        .isEqualTo(
            """
            raft, leader node2, term 2, files ?, chunks ?, under-replicated ?
            node1 exited - term 1 voted node1 log 1..3 [1:t1] committed 0 applied 0 (not known) (killed by the lab)
            node2 running leader term 2 voted node2 log empty from 1 committed 0 applied 0
            node3 running follower term 2 voted node2 follows node2 log empty from 1 committed 0 applied 0
            election term 1: node1 <- node1 node2 node3, won by node1
            election term 2: node2 <- node2 node3, won by node2""");
  }

  @Test
  void twoNodesMayBothBelieveThatTheyLead() {
    ClusterView view = new Trace().up("raft", 5).wins(1, 1, 2, 3, 4, 5).wins(3, 2, 4, 5).view();

    assertThat(view.leaders()).extracting(n -> n.id().name()).containsExactly("node1", "node3");
    assertThat(view.leader().map(n -> n.id().name())).contains("node3");
  }

  @Test
  void aSplitVoteEndsWithoutALeaderOnceNobodyCampaignsAnyMore() {
    Trace trace = new Trace().up("raft", 5).campaigns(4, 2).campaigns(5, 2).votes(3, 2, 5);

    assertThat(elections(trace)).containsExactly("2 {node4=[node4], node5=[node5, node3]} open");
    trace.role(4, Role.FOLLOWER, 2);
    assertThat(elections(trace)).containsExactly("2 {node4=[node4], node5=[node5, node3]} open");
    trace.campaigns(5, 3);
    assertThat(elections(trace))
        .containsExactly("2 {node4=[node4], node5=[node5, node3]} none", "3 {node5=[node5]} open");
    trace.exited(5);
    assertThat(elections(trace)).last().isEqualTo("3 {node5=[node5]} none");
  }

  @Test
  void aVictoryThatIsHeardOfLateWasAVictory() {
    Trace trace = new Trace().up("raft", 3).campaigns(1, 2).wins(2, 3, 3);

    assertThat(elections(trace)).first().isEqualTo("2 {node1=[node1]} none");
    assertThat(elections(trace.elected(3, 2, 1))).first().isEqualTo("2 {node1=[node1]} won");
  }

  private static List<String> elections(Trace trace) {
    return trace.view().elections().stream()
        .map(e -> e.term() + " " + e.tally() + " " + e.outcome())
        .toList();
  }

  @Test
  void laterRangesSupersedeEarlierOnes() {
    Trace trace = new Trace().up("raft", 3).appended(1, 1, 4, 1, 1).appended(1, 5, 6, 5, 2);

    assertThat(log(trace)).isEqualTo("1..6 [1:t1 5:t2]");
    assertThat(log(trace.truncated(1, 4, 6))).isEqualTo("1..3 [1:t1]");
    assertThat(log(trace.appended(1, 4, 9, 4, 3))).isEqualTo("1..9 [1:t1 4:t3]");
    assertThat(log(trace.appended(1, 8, 8, 8, 4))).isEqualTo("1..8 [1:t1 4:t3 8:t4]");
    trace.node(1, Event.newBuilder().setLogCompacted(LogCompacted.newBuilder().setFirst(6)));
    assertThat(log(trace)).isEqualTo("6..8 [6:t3 8:t4]");
    assertThat(log(snapshot(trace, 20))).isEqualTo("empty from 21");
    assertThat(log(trace.appended(1, 21, 22, 21, 4))).isEqualTo("21..22 [21:t4]");
  }

  private static Trace snapshot(Trace trace, long index) {
    return trace.node(
        1, Event.newBuilder().setSnapshotInstalled(SnapshotInstalled.newBuilder().setIndex(index)));
  }

  private static String log(Trace trace) {
    return Describe.log(trace.view().nodes().get(Trace.id(1)));
  }

  @Test
  void whatCameBeforeIsNoNews() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).appended(1, 1, 3, 1, 1);
    Event again = trace.last();
    String picture = trace.truncated(1, 3, 3).view().describe();

    assertThat(trace.fold(again).view().describe()).isEqualTo(picture);
    assertThat(trace.fold(again).view().order()).isEqualTo(trace.view().order());
  }

  @Test
  void aNewProcessHasSaidNothingUntilItsFirstState() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).appended(1, 1, 3, 1, 1);
    Event old = trace.last();
    trace.exited(1).spawned(1).fold(old);

    assertThat(first(trace))
        .isEqualTo(
            "node1 starting - term 1 voted node1 log 1..3 [1:t1] committed 0 applied 0 (not known)");
    trace.state(1, NodeState.newBuilder().setTerm(1).setFirstIndex(1).setLastIndex(3), 3);
    assertThat(first(trace)).startsWith("node1 running follower term 1 log 1..3");
  }

  @Test
  void theEndOfAnEarlierProcessDoesNotEndTheNext() {
    Trace trace = new Trace().up("raft", 3).exited(1).spawned(1);
    trace.lab(
        Event.newBuilder().setNodeExited(NodeExited.newBuilder().setNode("node1").setPid(101)));

    assertThat(first(trace)).startsWith("node1 starting");
  }

  @Test
  void lastWordsOfADeadProcessTellOfItsDiskOnly() {
    Trace trace = new Trace().up("raft", 3).exited(1).term(1, 7).role(1, Role.LEADER, 7);

    assertThat(first(trace)).startsWith("node1 exited - term 7 log empty");
    assertThat(trace.view().leader()).isEmpty();
  }

  @Test
  void lostEventsLeaveBeliefsUnknownUntilTheNextState() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3);
    trace.node(1, Event.newBuilder().setEventsLost(EventsLost.newBuilder().setFirst(4).setLast(9)));

    assertThat(first(trace)).contains("running - ").endsWith("(not known)");
    assertThat(trace.view().leader()).isEmpty();
    trace.state(1, NodeState.newBuilder().setRole(Role.LEADER).setTerm(1), 3);
    assertThat(trace.view().leader().map(n -> n.id().name())).contains("node1");
  }

  @Test
  void aStateReplacesAllThatTheNodeSaysOfItself() {
    NodeState state =
        NodeState.newBuilder()
            .setTopology("raft")
            .setZone("zone2")
            .setRole(Role.LEARNER)
            .setTerm(4)
            .setFirstIndex(5)
            .setLastIndex(9)
            .addTerms(TermRun.newBuilder().setFirst(5).setTerm(2))
            .addTerms(TermRun.newBuilder().setFirst(7).setTerm(2))
            .addTerms(TermRun.newBuilder().setFirst(8).setTerm(4))
            .setCommitIndex(8)
            .setAppliedIndex(8)
            .setChunks(3)
            .build();
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).state(1, state.toBuilder(), 3);

    assertThat(first(trace))
        .isEqualTo(
            "node1 running learner term 4 log 5..9 [5:t2 8:t4] committed 8 applied 8 chunks 3");
  }

  @Test
  void pausedIsNotLeadingAndResumedBelievesWhatItDid() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).paused(1);

    assertThat(trace.view().leader()).isEmpty();
    assertThat(trace.resumed(1).view().leader().map(n -> n.id().name())).contains("node1");
  }

  @Test
  void aNodeThatDoesNotTrustItsDiskIsQuarantinedThroughPauseAndResume() {
    Trace trace = new Trace().up("raft", 3);
    trace.node(
        1,
        Event.newBuilder()
            .setQuarantined(Quarantined.newBuilder().setWhat("log").setReason("checksum")));

    assertThat(first(trace.paused(1).resumed(1)))
        .startsWith("node1 quarantined follower")
        .endsWith("log: checksum");
  }

  @Test
  void aTermThatBeginsTakesVoteLeaderAndLeadership() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).term(1, 2).role(1, Role.LEADER, 1);

    assertThat(first(trace)).startsWith("node1 running follower term 2 log");
    trace.node(
        1,
        Event.newBuilder()
            .setElectionTimerReset(ElectionTimerReset.newBuilder().setBy("node2").setTerm(2)));
    assertThat(first(trace)).startsWith("node1 running follower term 2 follows node2 log");
  }

  @Test
  void whoHearsOfATermIsNotInItYet() {
    Trace trace = new Trace().up("raft", 3).term(1, 1);
    trace.node(
        1,
        Event.newBuilder()
            .setElectionTimerReset(ElectionTimerReset.newBuilder().setBy("node2").setTerm(2)));

    assertThat(first(trace)).contains(" term 1 ").doesNotContain("follows");
  }

  @Test
  void ordersArePendingUntilANodeObeysThem() {
    Trace trace = new Trace().up("raft", 3).cut("node1", "node2").lab(obeyed(4));

    assertThat(first(trace)).endsWith("(orders pending)");
    assertThat(first(trace.node(1, obeyed(4)))).doesNotContain("pending");
    assertThat(trace.view().describe()).contains("faults: node1->node2 cut");
    assertThat(trace.healed("node1", "node2").view().faults()).isEmpty();
  }

  private static Event.Builder obeyed(long version) {
    return Event.newBuilder().setOrdersObeyed(OrdersObeyed.newBuilder().setVersion(version));
  }

  private static String first(Trace trace) {
    return Describe.node(trace.view(), trace.view().nodes().get(Trace.id(1)));
  }

  /** After a start the log is applied anew, while the node's state had its end already. */
  @Test
  void filesAreCountedByTheNodeSinceChangesMayBeToldTwice() {
    Trace trace = new Trace().up("replicated", 3);
    Event.Builder applied =
        Event.newBuilder().setApplied(Applied.newBuilder().setTo(7).setFiles(4));

    trace.node(1, applied).node(1, file(6)).node(1, file(7));

    assertThat(trace.view().node(Trace.id(1)).orElseThrow().files()).isEqualTo(4);
  }

  @Test
  void theCountIsUnknownFromAFaultUntilTheLeaderCountsWithoutTheDead() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).counted(1, 5, 2, 9, 0, 1, 2, 3);

    assertThat(under(trace)).isEqualTo("0");
    assertThat(under(trace.exited(3))).isEqualTo("?");
    assertThat(under(trace.counted(1, 5, 2, 9, 0, 1, 2, 3))).as("node3 is dead").isEqualTo("?");
    assertThat(under(trace.counted(2, 5, 2, 9, 0, 1, 2))).as("no leader's").isEqualTo("?");
    assertThat(under(trace.counted(1, 5, 2, 9, 9, 1, 2))).isEqualTo("9");
    assertThat(under(trace.wins(2, 2, 1))).as("another leads").isEqualTo("?");
  }

  @Test
  void theCountDoesNotTrustWhoIsCutOff() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).cut("node3", "node1");

    assertThat(under(trace.counted(1, 5, 2, 9, 0, 1, 2, 3))).isEqualTo("?");
    assertThat(under(trace.counted(1, 5, 2, 9, 3, 1, 2))).isEqualTo("3");
    trace.node(1, Event.newBuilder().setPeerDead(PeerDead.newBuilder().setPeer("node3")));
    assertThat(under(trace)).as("its belief changed").isEqualTo("?");
  }

  @Test
  void theCountIsOfTheNewestStateOrOfNone() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).counted(1, 5, 2, 9, 0, 1, 2, 3);

    assertThat(under(trace.node(2, file(5)))).as("it was counted").isEqualTo("0");
    assertThat(under(trace.node(1, file(6)))).isEqualTo("?");
    assertThat(under(trace.counted(1, 5, 2, 9, 0, 1, 2, 3))).as("counted before").isEqualTo("?");
    assertThat(under(trace.counted(1, 6, 3, 9, 0, 1, 2, 3))).isEqualTo("0");
  }

  @Test
  void whomRepairWaitsForIsTheLeadersToSayWhileItLeads() {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2, 3).node(1, awaits("node3"));

    assertThat(awaited(trace)).isEqualTo("[node3]");
    assertThat(awaited(trace.node(1, awaits()))).isEqualTo("[]");
    trace.node(1, awaits("node3"));
    assertThat(awaited(trace.wins(2, 2, 1))).as("another leads").isEqualTo("[]");
    assertThat(awaited(trace.node(1, awaits("node3")))).as("no leader's").isEqualTo("[]");
  }

  private static Event.Builder awaits(String... nodes) {
    return Event.newBuilder()
        .setRepairAwaits(
            RepairAwaits.newBuilder().addAllNodes(List.of(nodes)).setChunks(nodes.length));
  }

  private static String awaited(Trace trace) {
    return trace.view().upkeep().awaited().map(a -> a.nodes().toString()).orElse("[]");
  }

  @Test
  void whomTheLeaderHasNotHeardIsToldFromWhoIsNotThere() {
    Trace trace = new Trace().up("raft", 3);
    assertThat(trace.view().unheard()).as("nobody leads").hasSize(3);
    trace.wins(1, 1, 2, 3).node(1, alive("node2"));
    assertThat(trace.view().unheard()).containsExactly(Trace.id(3));
    assertThat(trace.node(1, alive("node3")).view().unheard()).isEmpty();
    trace.node(1, Event.newBuilder().setPeerDead(PeerDead.newBuilder().setPeer("node3")));
    assertThat(trace.view().unheard()).containsExactly(Trace.id(3));
    assertThat(trace.exited(3).view().unheard()).isEmpty();
  }

  private static Event.Builder alive(String peer) {
    return Event.newBuilder().setPeerAlive(PeerAlive.newBuilder().setPeer(peer));
  }

  private static Event.Builder file(long index) {
    return Event.newBuilder()
        .setFileCommitted(FileCommitted.newBuilder().setIndex(index).setPath("/a").setVersion(1));
  }

  private static String under(Trace trace) {
    var count = trace.view().underReplicated();
    return count.isPresent() ? String.valueOf(count.getAsLong()) : "?";
  }
}
