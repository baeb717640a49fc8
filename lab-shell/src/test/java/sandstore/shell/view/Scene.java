package sandstore.shell.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.lab.view.Precaution;
import sandstore.proto.ChunkCounts;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkStarted;
import sandstore.proto.ChunkStored;
import sandstore.proto.CommitAdvanced;
import sandstore.proto.ElectionStarted;
import sandstore.proto.EntriesAppended;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.FaultSet;
import sandstore.proto.FileCommitted;
import sandstore.proto.HeldFate;
import sandstore.proto.HoldRule;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeExited;
import sandstore.proto.NodeRule;
import sandstore.proto.NodeSpawned;
import sandstore.proto.NodeState;
import sandstore.proto.OperationInvoked;
import sandstore.proto.OperationOk;
import sandstore.proto.ReplicatorMoved;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.RpcAnswered;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcDropped;
import sandstore.proto.RpcHeld;
import sandstore.proto.RpcReceived;
import sandstore.proto.RpcReleased;
import sandstore.proto.RpcSent;
import sandstore.proto.TermAdvanced;
import sandstore.proto.TermRun;
import sandstore.proto.VoteCast;

/** A story of events as a cluster would tell them, with a clock of its own. */
final class Scene {
  private static final long MILLI = 1_000_000;
  private static final List<String> FIVE = List.of("node1", "node2", "node3", "node4", "node5");

  private final EventLog log = new EventLog(10_000, ClusterView.EMPTY);
  private final Map<String, Long> sequences = new HashMap<>();
  private long nanos = 1_000 * MILLI;
  private long order;
  private ClusterView view = ClusterView.EMPTY;

  /** Five voters; node1 leads in term 1, entries 1 to 4 are committed everywhere. */
  static Scene five() {
    Scene scene = new Scene();
    for (String node : FIVE) {
      scene.lab(
          Event.newBuilder()
              .setNodeSpawned(
                  NodeSpawned.newBuilder().setNode(node).setPid(100).setIncarnation(1)));
    }
    for (String node : FIVE) {
      boolean leads = node.equals("node1");
      NodeState.Builder state =
          NodeState.newBuilder()
              .setTopology("raft")
              .setZone("zone1")
              .setRole(leads ? Role.LEADER : Role.FOLLOWER)
              .setTerm(1)
              .setLeader("node1")
              .setFirstIndex(1)
              .setLastIndex(4)
              .addTerms(TermRun.newBuilder().setFirst(1).setTerm(1))
              .setCommitIndex(4)
              .setAppliedIndex(4)
              .addAllVoters(FIVE)
              .setElectionTimeoutMillis(1000)
              .setUptoSequence(1);
      scene.node(node, Event.newBuilder().setNodeState(state));
    }
    return scene;
  }

  Scene after(long millis) {
    nanos += millis * MILLI;
    return this;
  }

  private Scene lab(Event.Builder event) {
    return add(event.setNode("lab"));
  }

  private Scene node(String node, Event.Builder event) {
    long sequence = sequences.merge(node, 1L, Long::sum);
    return add(event.setNode(node).setIncarnation(1).setSequence(sequence));
  }

  private Scene add(Event.Builder event) {
    Event built = event.build();
    view = Fold.fold(view, built);
    log.add(new LabEvent(++order, nanos, built), view);
    return this;
  }

  Scene heartbeat(long id, String from, String to) {
    return sent(id, from, to, "Heartbeat", 1)
        .received(id, from, to, "Heartbeat")
        .answered(id, from, to, "Heartbeat", true);
  }

  Scene sent(long id, String from, String to, String kind, long term) {
    RpcDetail.Builder detail = RpcDetail.newBuilder().setTerm(term);
    if (kind.equals("AppendEntries")) {
      detail.setPreviousIndex(4).setEntries(1);
    }
    return node(
        from,
        Event.newBuilder()
            .setRpcSent(RpcSent.newBuilder().setId(id).setTo(to).setKind(kind).setDetail(detail)));
  }

  Scene received(long id, String from, String to, String kind) {
    return node(
        to,
        Event.newBuilder()
            .setRpcReceived(RpcReceived.newBuilder().setId(id).setFrom(from).setKind(kind)));
  }

  Scene answered(long id, String from, String to, String kind, boolean yes) {
    return node(
        from,
        Event.newBuilder()
            .setRpcAnswered(
                RpcAnswered.newBuilder()
                    .setId(id)
                    .setTo(to)
                    .setKind(kind)
                    .setTookMicros(1500)
                    .setDetail(RpcDetail.newBuilder().setGranted(yes).setSuccess(yes))));
  }

  Scene dropped(long id, String from, String to, String kind) {
    return node(
        from,
        Event.newBuilder()
            .setRpcDropped(
                RpcDropped.newBuilder()
                    .setId(id)
                    .setFrom(from)
                    .setTo(to)
                    .setKind(kind)
                    .setRule("cut")));
  }

  private static RpcHeld message(long id, long number, String from, String to, boolean reply) {
    return RpcHeld.newBuilder()
        .setId(id)
        .setFrom(from)
        .setTo(to)
        .setKind(from.equals("client") ? "CommitFile" : "AppendEntries")
        .setReply(reply)
        .setDetail(
            from.equals("client")
                ? RpcDetail.getDefaultInstance()
                : RpcDetail.newBuilder()
                    .setTerm(1)
                    .setPreviousIndex(4)
                    .setEntries(1)
                    .setSuccess(reply)
                    .build())
        .setHeld(number)
        .build();
  }

  Scene held(long id, long number, String from, String to, boolean reply) {
    RpcHeld message = message(id, number, from, to, reply);
    Event.Builder event = Event.newBuilder().setRpcHeld(message);
    String holder = reply ? to : from;
    return holder.equals("client") ? add(event.setNode("client")) : node(holder, event);
  }

  Scene released(long id, long number, String from, String to, boolean reply, HeldFate fate) {
    RpcReleased.Builder released =
        RpcReleased.newBuilder()
            .setMessage(message(id, number, from, to, reply))
            .setFate(fate)
            .setReason("by hand");
    return node(reply ? to : from, Event.newBuilder().setRpcReleased(released));
  }

  /** These are switched off, on every node. */
  Scene unsafe(Precaution... off) {
    for (String node : FIVE) {
      NodeRule.Builder rule = NodeRule.newBuilder().setNode(node);
      for (Precaution precaution : off) {
        precaution.set(rule, true);
      }
      lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setNodeRule(rule)));
    }
    return this;
  }

  Scene holds(String kind) {
    HoldRule rule = HoldRule.newBuilder().setKind(kind).build();
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setHoldRule(rule)));
  }

  Scene appended(String node, long first, long last, long term) {
    return node(
        node,
        Event.newBuilder()
            .setEntriesAppended(
                EntriesAppended.newBuilder()
                    .setFirst(first)
                    .setLast(last)
                    .addTerms(TermRun.newBuilder().setFirst(first).setTerm(term))));
  }

  Scene truncated(String node, long first, long last, long term, String operation) {
    return node(
        node,
        Event.newBuilder()
            .setEntriesTruncated(
                EntriesTruncated.newBuilder()
                    .setFirst(first)
                    .setLast(last)
                    .addTerms(TermRun.newBuilder().setFirst(first).setTerm(term))
                    .addOperations(operation)));
  }

  Scene committed(String node, long to) {
    return node(node, Event.newBuilder().setCommitAdvanced(CommitAdvanced.newBuilder().setTo(to)));
  }

  Scene replicator(String leader, String peer, long next, long match) {
    return node(
        leader,
        Event.newBuilder()
            .setReplicatorMoved(
                ReplicatorMoved.newBuilder().setPeer(peer).setNext(next).setMatch(match)));
  }

  Scene killed(String node) {
    return lab(
        Event.newBuilder()
            .setNodeExited(
                NodeExited.newBuilder().setNode(node).setPid(100).setCause("killed by the lab")));
  }

  Scene campaigns(String node, long term) {
    return node(node, Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)))
        .node(
            node, Event.newBuilder().setElectionStarted(ElectionStarted.newBuilder().setTerm(term)))
        .votes(node, node, term);
  }

  Scene votes(String node, String candidate, long term) {
    return node(
        node,
        Event.newBuilder()
            .setVoteCast(VoteCast.newBuilder().setCandidate(candidate).setTerm(term)));
  }

  Scene wins(String node, long term) {
    return node(
        node,
        Event.newBuilder()
            .setRoleChanged(RoleChanged.newBuilder().setRole(Role.LEADER).setTerm(term)));
  }

  Scene follows(String node, String leader, long term) {
    return node(node, Event.newBuilder().setTermAdvanced(TermAdvanced.newBuilder().setTerm(term)))
        .node(
            node,
            Event.newBuilder()
                .setRoleChanged(
                    RoleChanged.newBuilder()
                        .setRole(Role.FOLLOWER)
                        .setTerm(term)
                        .setLeader(leader)));
  }

  /** Both ways between the two sides. */
  Scene partition(List<String> one, List<String> other) {
    for (String a : one) {
      for (String b : other) {
        cut(a, b).cut(b, a);
      }
    }
    return this;
  }

  Scene cut(String from, String to) {
    LinkRule rule = LinkRule.newBuilder().setFrom(from).setTo(to).setCut(true).build();
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setRule(rule)));
  }

  Scene slow(String from, String to, int millis) {
    LinkRule rule = LinkRule.newBuilder().setFrom(from).setTo(to).setDelayMillis(millis).build();
    return lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setRule(rule)));
  }

  /** A file of one chunk on these nodes. */
  Scene stored(String path, String upload, long index, List<String> nodes) {
    ChunkId id = ChunkId.newBuilder().setUpload(upload).build();
    add(
        Event.newBuilder()
            .setNode("client")
            .setOperationInvoked(
                OperationInvoked.newBuilder().setId(index).setKind("put").setPath(path)));
    for (String node : nodes) {
      node(node, Event.newBuilder().setChunkStarted(ChunkStarted.newBuilder().setId(id)));
      node(
          node,
          Event.newBuilder()
              .setChunkStored(
                  ChunkStored.newBuilder()
                      .setId(id)
                      .setLength(1000)
                      .setCounts(ChunkCounts.newBuilder().setChunks(1).setBytes(1000))));
    }
    node(
        "node1",
        Event.newBuilder()
            .setFileCommitted(
                FileCommitted.newBuilder()
                    .setIndex(index)
                    .setPath(path)
                    .setLength(1000)
                    .setChunks(1)
                    .addUploads(upload)));
    after(20);
    return add(
        Event.newBuilder()
            .setNode("client")
            .setOperationOk(
                OperationOk.newBuilder()
                    .setId(index)
                    .setKind("put")
                    .setPath(path)
                    .setIndex(index)));
  }

  EventLog log() {
    return log;
  }

  Moment now() {
    return Moment.live(log, nanos);
  }
}
