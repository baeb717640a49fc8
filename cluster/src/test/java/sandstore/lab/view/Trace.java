package sandstore.lab.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sandstore.proto.Applied;
import sandstore.proto.CommitAdvanced;
import sandstore.proto.ElectionStarted;
import sandstore.proto.EntriesAppended;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.FaultCleared;
import sandstore.proto.FaultSet;
import sandstore.proto.LeaderElected;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeExited;
import sandstore.proto.NodePaused;
import sandstore.proto.NodeResumed;
import sandstore.proto.NodeSpawned;
import sandstore.proto.NodeState;
import sandstore.proto.ReplicationCounted;
import sandstore.proto.ReplicatorMoved;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.TermAdvanced;
import sandstore.proto.TermRun;
import sandstore.proto.VoteCast;
import sandstore.wire.NodeId;

/** Events as a test tells them, folded one by one. Sequences are counted here. */
public final class Trace {
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, Long> incarnations = new HashMap<>();
  private ClusterView view = ClusterView.EMPTY;
  private Event last = Event.getDefaultInstance();
  private Step step = (event, after) -> {};

  /** One event and the view after it. */
  public interface Step {
    void happened(Event event, ClusterView after);
  }

  /** Shows each event of {@code story} on its way. */
  public static void each(Trace trace, Consumer<Trace> story, Step step) {
    trace.step = step;
    story.accept(trace);
    trace.step = (event, after) -> {};
  }

  public ClusterView view() {
    return view;
  }

  /** The newest event, to be told again. */
  public Event last() {
    return last;
  }

  public Trace fold(Event event) {
    last = event;
    view = Fold.fold(view, event);
    step.happened(event, view);
    return this;
  }

  public Trace node(int n, Event.Builder event) {
    String name = "node" + n;
    return fold(
        event
            .setNode(name)
            .setIncarnation(incarnations.getOrDefault(name, 1L))
            .setSequence(sequences.merge(name, 1L, Long::sum))
            .build());
  }

  public Trace lab(Event.Builder event) {
    return fold(
        event
            .setNode("lab")
            .setIncarnation(1)
            .setSequence(sequences.merge("lab", 1L, Long::sum))
            .build());
  }

  /** {@code n} nodes of a topology are spawned and tell their first state. */
  public Trace up(String topology, int n) {
    for (int i = 1; i <= n; i++) {
      spawned(i);
      state(i, NodeState.newBuilder().setTopology(topology).setFirstIndex(1), n);
    }
    return this;
  }

  /** A fresh process of a node: its events are of the next incarnation, from 1. */
  public Trace spawned(int n) {
    long incarnation = incarnations.merge("node" + n, 1L, Long::sum);
    sequences.put("node" + n, 0L);
    return lab(
        Event.newBuilder()
            .setNodeSpawned(
                NodeSpawned.newBuilder()
                    .setNode("node" + n)
                    .setPid(100L * incarnation + n)
                    .setIncarnation(incarnation)));
  }

  public Trace state(int n, NodeState.Builder state, int of) {
    if (state.getTopology().equals("raft") && state.getVotersCount() == 0) {
      for (int i = 1; i <= of; i++) {
        state.addVoters("node" + i);
      }
    }
    if (state.getTopology().isEmpty()) {
      state.setTopology(view.topology());
    }
    if (state.getRole() == Role.ROLE_UNKNOWN) {
      state.setRole(Role.FOLLOWER);
    }
    String name = "node" + n;
    return fold(
        Event.newBuilder()
            .setNode(name)
            .setIncarnation(incarnations.getOrDefault(name, 1L))
            .setNodeState(
                state
                    .setUptoSequence(sequences.getOrDefault(name, 0L))
                    .setPid(view.node(id(n)).map(NodeView::pid).orElse(0L))
                    .setElectionTimeoutMillis(1000))
            .build());
  }

  public Trace exited(int n) {
    return lab(
        Event.newBuilder()
            .setNodeExited(
                NodeExited.newBuilder().setNode("node" + n).setCause("killed by the lab")));
  }

  public Trace paused(int n) {
    return lab(Event.newBuilder().setNodePaused(NodePaused.newBuilder().setNode("node" + n)));
  }

  public Trace resumed(int n) {
    return lab(Event.newBuilder().setNodeResumed(NodeResumed.newBuilder().setNode("node" + n)));
  }

  public Trace cut(String from, String to) {
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setRule(link(from, to))));
  }

  public Trace healed(String from, String to) {
    return lab(
        Event.newBuilder().setFaultCleared(FaultCleared.newBuilder().setRule(link(from, to))));
  }

  private static LinkRule link(String from, String to) {
    return LinkRule.newBuilder().setFrom(from).setTo(to).setCut(true).build();
  }

  public Trace term(int n, long term) {
    return node(n, Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)));
  }

  public Trace campaigns(int n, long term) {
    term(n, term);
    node(n, Event.newBuilder().setElectionStarted(ElectionStarted.newBuilder().setTerm(term)));
    return votes(n, term, n);
  }

  public Trace votes(int n, long term, int candidate) {
    return node(
        n,
        Event.newBuilder()
            .setVoteCast(VoteCast.newBuilder().setTerm(term).setCandidate("node" + candidate)));
  }

  public Trace role(int n, Role role, long term) {
    return node(
        n, Event.newBuilder().setRoleChanged(RoleChanged.newBuilder().setRole(role).setTerm(term)));
  }

  /** It makes itself primary of a view, and says why. */
  public Trace primary(int n, long view, String reason) {
    return node(
        n,
        Event.newBuilder()
            .setRoleChanged(
                RoleChanged.newBuilder()
                    .setRole(Role.PRIMARY)
                    .setTerm(view)
                    .setLeader("node" + n)
                    .setReason(reason)));
  }

  /** What a leader or primary knows of another's log. */
  public Trace replicator(int n, int peer, long match, String state) {
    return node(
        n,
        Event.newBuilder()
            .setReplicatorMoved(
                ReplicatorMoved.newBuilder()
                    .setPeer("node" + peer)
                    .setNext(match + 1)
                    .setMatch(match)
                    .setState(state)));
  }

  public Trace elected(int n, long term, int leader) {
    return node(
        n,
        Event.newBuilder()
            .setLeaderElected(LeaderElected.newBuilder().setTerm(term).setLeader("node" + leader)));
  }

  /** The node wins the term with the votes of these, who then hear of it. */
  public Trace wins(int n, long term, int... voters) {
    campaigns(n, term);
    for (int v : voters) {
      term(v, term).votes(v, term, n);
    }
    role(n, Role.LEADER, term);
    for (int v : voters) {
      elected(v, term, n);
    }
    return this;
  }

  public Trace appended(int n, long first, long last, long... runs) {
    EntriesAppended.Builder added = EntriesAppended.newBuilder().setFirst(first).setLast(last);
    for (int i = 0; i < runs.length; i += 2) {
      added.addTerms(TermRun.newBuilder().setFirst(runs[i]).setTerm(runs[i + 1]));
    }
    return node(n, Event.newBuilder().setEntriesAppended(added));
  }

  public Trace truncated(int n, long first, long last, String... operations) {
    return node(
        n,
        Event.newBuilder()
            .setEntriesTruncated(
                EntriesTruncated.newBuilder()
                    .setFirst(first)
                    .setLast(last)
                    .addAllOperations(Arrays.asList(operations))));
  }

  public Trace committed(int n, long to) {
    return node(n, Event.newBuilder().setCommitAdvanced(CommitAdvanced.newBuilder().setTo(to)));
  }

  public Trace applied(int n, long to) {
    return node(
        n, Event.newBuilder().setApplied(Applied.newBuilder().setTo(to).setStateHash(to * 31)));
  }

  public Trace counted(int n, long index, long files, long chunks, long under, Integer... alive) {
    ReplicationCounted.Builder count =
        ReplicationCounted.newBuilder()
            .setAppliedIndex(index)
            .setFiles(files)
            .setChunks(chunks)
            .setUnderReplicated(under);
    List.of(alive).forEach(a -> count.addBelievedAlive("node" + a));
    return node(n, Event.newBuilder().setReplicationCounted(count));
  }

  static NodeId id(int n) {
    return NodeId.of(n);
  }
}
