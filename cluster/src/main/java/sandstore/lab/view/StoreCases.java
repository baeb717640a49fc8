package sandstore.lab.view;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import sandstore.proto.ChunkCounts;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.LinkRule;
import sandstore.proto.ReplicationCounted;
import sandstore.wire.NodeId;

/**
 * Chunks on disks, changes of files, and the leader's count of both. How many files a node has is
 * told with what it applied: after a start and after lost events the changes are told again, so
 * that they cannot be counted.
 *
 * <p>The count is the cluster's only figure that no single event carries, and the easiest to be
 * fooled by: right after a kill the leader still counts the dead node's copies. So a count is taken
 * only from the node that leads, only of a state that has everything seen so far, and only if every
 * node it believed alive is running and can reach it; and whatever could change it makes it
 * unknown.
 */
final class StoreCases {
  private StoreCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(KindCase.CHUNK_STORED, (v, n, e) -> counts(n, e.getChunkStored().getCounts()));
    cases.put(KindCase.CHUNK_TRASHED, (v, n, e) -> counts(n, e.getChunkTrashed().getCounts()));
    cases.put(KindCase.REPLICA_CORRUPT, StoreCases::replicaCorrupt);
    cases.put(KindCase.REPLICA_REPAIRED, StoreCases::replicaRepaired);
    cases.put(KindCase.REPAIR_DONE, (view, node, event) -> view.forgetCounts());
    cases.put(KindCase.FILE_COMMITTED, StoreCases::fileCommitted);
    cases.put(KindCase.FILE_REMOVED, StoreCases::fileRemoved);
    cases.put(KindCase.FILE_RENAMED, StoreCases::fileRenamed);
    cases.put(
        KindCase.REPLICAS_REPLACED,
        (v, n, e) -> namespaceChanged(v, n, e.getReplicasReplaced().getIndex()));
    cases.put(KindCase.REPLICATION_COUNTED, StoreCases::replicationCounted);
  }

  private static void replicaCorrupt(ViewDraft view, NodeDraft node, Event event) {
    counts(node, event.getReplicaCorrupt().getCounts());
    view.forgetCounts();
  }

  private static void counts(NodeDraft node, ChunkCounts disk) {
    node.chunks = disk.getChunks();
    node.chunkBytes = disk.getBytes();
    node.corruptChunks = disk.getCorrupt();
  }

  private static void replicaRepaired(ViewDraft view, NodeDraft node, Event event) {
    counts(node, event.getReplicaRepaired().getCounts());
    view.forgetCounts();
  }

  private static void fileCommitted(ViewDraft view, NodeDraft node, Event event) {
    namespaceChanged(view, node, event.getFileCommitted().getIndex());
  }

  private static void fileRemoved(ViewDraft view, NodeDraft node, Event event) {
    namespaceChanged(view, node, event.getFileRemoved().getIndex());
  }

  private static void fileRenamed(ViewDraft view, NodeDraft node, Event event) {
    namespaceChanged(view, node, event.getFileRenamed().getIndex());
  }

  /** The leader applies first; what others tell later of the same index is no news. */
  private static void namespaceChanged(ViewDraft view, NodeDraft node, long index) {
    if (isLeader(view, node) && index > view.namespaceIndex) {
      view.namespaceIndex = index;
      view.forgetCounts();
    }
  }

  private static void replicationCounted(ViewDraft view, NodeDraft node, Event event) {
    ReplicationCounted count = event.getReplicationCounted();
    if (!isLeader(view, node)
        || count.getAppliedIndex() < view.namespaceIndex
        || !believable(view, node.id, count.getBelievedAliveList())) {
      return;
    }
    view.namespaceIndex = count.getAppliedIndex();
    view.files = OptionalLong.of(count.getFiles());
    view.chunks = OptionalLong.of(count.getChunks());
    view.underReplicated = OptionalLong.of(count.getUnderReplicated());
  }

  private static boolean isLeader(ViewDraft view, NodeDraft node) {
    return view.before().leader().map(n -> n.id().equals(node.id)).orElse(false);
  }

  private static boolean believable(ViewDraft view, NodeId counter, List<String> alive) {
    return alive.stream()
        .map(NodeId::new)
        .filter(n -> !n.equals(counter))
        .allMatch(n -> runs(view.before(), n) && reaches(view.before(), n, counter));
  }

  private static boolean runs(ClusterView view, NodeId node) {
    return view.node(node).map(NodeView::alive).orElse(false);
  }

  private static boolean reaches(ClusterView view, NodeId from, NodeId to) {
    LinkRule rule = view.rule(from, to).orElse(LinkRule.getDefaultInstance());
    return !rule.getCut() && rule.getLoss() < 1;
  }
}
