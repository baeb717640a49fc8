package sandstore.shell;

import java.util.HashMap;
import java.util.Map;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.Precaution;
import sandstore.proto.Event;
import sandstore.proto.FaultSet;
import sandstore.proto.InvariantJudged;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeExited;
import sandstore.proto.NodePaused;
import sandstore.proto.NodeRule;
import sandstore.proto.NodeSpawned;
import sandstore.proto.NodeState;
import sandstore.proto.Role;
import sandstore.proto.RpcHeld;
import sandstore.wire.NodeId;

/** Views for faces to show, folded from the events that would lead there. */
public final class Views {
  private ClusterView view = ClusterView.EMPTY;
  private final Map<Integer, Long> sequences = new HashMap<>();
  private int faults;

  private Views() {}

  public static ClusterView none() {
    return ClusterView.EMPTY;
  }

  public static Views raft() {
    return new Views();
  }

  /** A node that runs, and says so of itself. */
  public Views node(int number, Role role, long term) {
    lab(
        Event.newBuilder()
            .setNodeSpawned(
                NodeSpawned.newBuilder()
                    .setNode(name(number))
                    .setPid(1000 + number)
                    .setIncarnation(1)));
    return says(number, state(role, term));
  }

  /** Somebody watches this, or has seen it broken. */
  public Views invariant(String id, boolean broken) {
    lab(
        Event.newBuilder()
            .setInvariantJudged(InvariantJudged.newBuilder().setInvariant(id).setBroken(broken)));
    return this;
  }

  public Views damaged(int number, long term) {
    return says(number, state(Role.FOLLOWER, term).addQuarantined("log"));
  }

  private static NodeState.Builder state(Role role, long term) {
    return NodeState.newBuilder()
        .setTopology("raft")
        .setRole(role)
        .setTerm(term)
        .setFirstIndex(1)
        .setLastIndex(120)
        .setCommitIndex(120)
        .setAppliedIndex(120);
  }

  private Views says(int number, NodeState.Builder state) {
    long sequence = sequences.merge(number, 1L, Long::sum);
    state.setZone("zone" + (number % 2 + 1)).setPid(1000 + number).setUptoSequence(sequence);
    fold(
        Event.newBuilder()
            .setNode(name(number))
            .setIncarnation(1)
            .setSequence(sequence)
            .setNodeState(state));
    return this;
  }

  public Views paused(int number) {
    return lab(Event.newBuilder().setNodePaused(NodePaused.newBuilder().setNode(name(number))));
  }

  public Views killed(int number) {
    return lab(
        Event.newBuilder()
            .setNodeExited(NodeExited.newBuilder().setNode(name(number)).setPid(1000 + number)));
  }

  public Views fault() {
    LinkRule rule =
        LinkRule.newBuilder().setFrom(name(1)).setTo(name(++faults + 1)).setCut(true).build();
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setRule(rule)));
  }

  /** A request waits where it is sent. */
  public Views held(int id, String kind, int from, int to) {
    fold(
        Event.newBuilder()
            .setNode(name(from))
            .setIncarnation(1)
            .setSequence(sequences.merge(from, 1L, Long::sum))
            .setRpcHeld(
                RpcHeld.newBuilder()
                    .setId(id)
                    .setKind(kind)
                    .setFrom(name(from))
                    .setTo(name(to))
                    .setHeld(id)));
    return this;
  }

  /** These are switched off there. */
  public Views unsafe(int number, Precaution... off) {
    NodeRule.Builder rule = NodeRule.newBuilder().setNode(name(number));
    for (Precaution precaution : off) {
      precaution.set(rule, true);
    }
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setNodeRule(rule)));
  }

  private Views lab(Event.Builder event) {
    fold(event.setNode("lab"));
    return this;
  }

  private void fold(Event.Builder event) {
    view = Fold.fold(view, event.build());
  }

  private static String name(int number) {
    return NodeId.of(number).name();
  }

  public ClusterView view() {
    return view;
  }

  /** Five nodes: node2 leads in term 3, node3 is paused, node4 was killed; one fault. */
  public static ClusterView five() {
    return raft()
        .node(1, Role.FOLLOWER, 3)
        .node(2, Role.LEADER, 3)
        .node(3, Role.FOLLOWER, 3)
        .node(4, Role.FOLLOWER, 2)
        .node(5, Role.CANDIDATE, 3)
        .paused(3)
        .killed(4)
        .fault()
        .view();
  }
}
