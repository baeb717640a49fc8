package sandstore.lab.view;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.lab.view.ClusterView.Election;
import sandstore.proto.ElectionPicture;
import sandstore.proto.InvariantPicture;
import sandstore.proto.Member;
import sandstore.proto.NodePicture;
import sandstore.proto.NodeState;
import sandstore.proto.OperationCounts;
import sandstore.proto.Picture;
import sandstore.proto.ReplicatorMoved;
import sandstore.proto.Tally;
import sandstore.wire.NodeId;

/**
 * Views as messages, and back without loss: where a fold in another process begins. From there on
 * the events are enough. Pure.
 */
public final class Pictures {
  private Pictures() {}

  public static Picture of(ClusterView view) {
    Picture.Builder picture =
        Picture.newBuilder()
            .setTopology(view.topology())
            .addAllFaults(view.faults())
            .addAllNodeFaults(view.nodeFaults())
            .setOrdersVersion(view.ordersVersion())
            .setOperations(
                OperationCounts.newBuilder()
                    .setInvoked(view.operations().invoked())
                    .setOk(view.operations().ok())
                    .setFailed(view.operations().failed())
                    .setUnknown(view.operations().unknown()))
            .setNamespaceIndex(view.namespaceIndex())
            .setUpkeep(UpkeepPictures.of(view.upkeep()))
            .setGate(GatePictures.of(view.gate()));
    view.nodes().values().forEach(node -> picture.addNodes(of(node)));
    view.invariants().forEach((name, watched) -> picture.addInvariants(of(name, watched)));
    view.elections().forEach(election -> picture.addElections(of(election)));
    view.files().ifPresent(picture::setFiles);
    view.chunks().ifPresent(picture::setChunks);
    view.underReplicated().ifPresent(picture::setUnderReplicated);
    return picture.build();
  }

  /**
   * The view that the picture was made of.
   *
   * @param order how many events were folded into it
   */
  public static ClusterView view(Picture picture, long order) {
    SortedMap<NodeId, NodeView> nodes = new TreeMap<>();
    picture.getNodesList().forEach(p -> nodes.put(new NodeId(p.getNode()), view(p)));
    OperationCounts counts = picture.getOperations();
    return new ClusterView(
        order,
        picture.getTopology(),
        Collections.unmodifiableSortedMap(nodes),
        List.copyOf(picture.getFaultsList()),
        List.copyOf(picture.getNodeFaultsList()),
        picture.getOrdersVersion(),
        picture.getElectionsList().stream().map(Pictures::election).toList(),
        new ClusterView.Operations(
            counts.getInvoked(), counts.getOk(), counts.getFailed(), counts.getUnknown()),
        maybe(picture.hasFiles(), picture.getFiles()),
        maybe(picture.hasChunks(), picture.getChunks()),
        maybe(picture.hasUnderReplicated(), picture.getUnderReplicated()),
        picture.getNamespaceIndex(),
        UpkeepPictures.upkeep(picture.getUpkeep()),
        GatePictures.gate(picture.getGate()),
        invariants(picture));
  }

  private static InvariantPicture of(String name, ClusterView.Watched watched) {
    return InvariantPicture.newBuilder()
        .setInvariant(name)
        .setBrokenAt(watched.brokenAt())
        .setSentence(watched.sentence())
        .build();
  }

  private static SortedMap<String, ClusterView.Watched> invariants(Picture picture) {
    SortedMap<String, ClusterView.Watched> all = new TreeMap<>();
    picture
        .getInvariantsList()
        .forEach(
            i ->
                all.put(
                    i.getInvariant(), new ClusterView.Watched(i.getBrokenAt(), i.getSentence())));
    return Collections.unmodifiableSortedMap(all);
  }

  private static OptionalLong maybe(boolean there, long value) {
    return there ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static NodePicture of(NodeView node) {
    return NodePicture.newBuilder()
        .setNode(node.id().name())
        .setProcess(node.process().name())
        .setExitCause(node.exitCause())
        .setIncarnation(node.incarnation())
        .setSequence(node.sequence())
        .setLastNanos(node.lastNanos())
        .setKnown(node.known())
        .setHashIndex(node.hashIndex())
        .setState(state(node))
        .build();
  }

  private static NodeState state(NodeView node) {
    NodeState.Builder state =
        NodeState.newBuilder()
            .setZone(node.zone())
            .setRole(node.role())
            .setTerm(node.term())
            .setVotedFor(name(node.votedFor()))
            .setLeader(name(node.leader()))
            .setFirstIndex(node.firstIndex())
            .setLastIndex(node.lastIndex())
            .addAllTerms(node.terms())
            .setCommitIndex(node.commitIndex())
            .setAppliedIndex(node.appliedIndex())
            .setStateHash(node.stateHash())
            .setSnapshotIndex(node.snapshotIndex())
            .addAllVoters(names(node.voters()))
            .addAllLearners(names(node.learners()))
            .setFiles(node.files())
            .setChunks(node.chunks())
            .setChunkBytes(node.chunkBytes())
            .setCorruptChunks(node.corruptChunks())
            .setOrdersVersion(node.ordersVersion())
            .setPid(node.pid())
            .setPort(node.port())
            .addAllQuarantined(node.quarantined())
            .setElectionTimeoutMillis(node.electionTimeoutMillis())
            .addAllSlow(names(node.slow()));
    node.replicators()
        .forEach(
            (peer, r) ->
                state.addReplicators(
                    ReplicatorMoved.newBuilder()
                        .setPeer(peer.name())
                        .setNext(r.next())
                        .setMatch(r.match())
                        .setState(r.state())));
    node.health()
        .forEach(
            (peer, health) ->
                state.addMembers(Member.newBuilder().setNode(peer.name()).setHealth(health)));
    return state.build();
  }

  private static NodeView view(NodePicture picture) {
    NodeDraft node = new NodeDraft(new NodeId(picture.getNode()));
    node.states(picture.getState());
    node.process = NodeView.Process.valueOf(picture.getProcess());
    node.exitCause = picture.getExitCause();
    node.incarnation = picture.getIncarnation();
    node.sequence = picture.getSequence();
    node.lastNanos = picture.getLastNanos();
    node.known = picture.getKnown();
    node.hashIndex = picture.getHashIndex();
    return node.view();
  }

  private static ElectionPicture of(Election election) {
    ElectionPicture.Builder picture =
        ElectionPicture.newBuilder()
            .setTerm(election.term())
            .addAllCampaigning(names(election.campaigning()))
            .setLeader(name(election.leader()))
            .setOutcome(election.outcome());
    election
        .tally()
        .forEach(
            (candidate, voters) ->
                picture.addTally(
                    Tally.newBuilder().setCandidate(candidate.name()).addAllVoters(names(voters))));
    return picture.build();
  }

  private static Election election(ElectionPicture picture) {
    SortedMap<NodeId, List<NodeId>> tally = new TreeMap<>();
    picture
        .getTallyList()
        .forEach(t -> tally.put(new NodeId(t.getCandidate()), ids(t.getVotersList())));
    return new Election(
        picture.getTerm(),
        Collections.unmodifiableSortedMap(tally),
        ids(picture.getCampaigningList()),
        NodeDraft.name(picture.getLeader()),
        picture.getOutcome());
  }

  private static String name(Optional<NodeId> id) {
    return id.map(NodeId::name).orElse("");
  }

  private static List<String> names(List<NodeId> ids) {
    return ids.stream().map(NodeId::name).toList();
  }

  /** In the order told: voters are listed as they voted. */
  private static List<NodeId> ids(List<String> names) {
    return names.stream().map(NodeId::new).toList();
  }
}
