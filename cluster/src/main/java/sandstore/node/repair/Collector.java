package sandstore.node.repair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import sandstore.node.journal.Journal;
import sandstore.proto.ChunkId;
import sandstore.proto.MarkGarbage;
import sandstore.proto.Operation;
import sandstore.proto.OrphansRequest;
import sandstore.wire.NodeId;

/**
 * Collects orphans: asks every node that is here for chunks that no file has and whose upload has
 * been silent for long enough, and has the log mark them (rule 11). A commit that names one of them
 * and comes later fails; one that came before keeps it. What is marked each node puts into its
 * trash when it applies the mark, and not before.
 */
final class Collector {
  private static final long ANSWER_MILLIS = 5_000;
  private static final int IDS_A_MARK = 1_000;

  private final Calls calls;
  private final Journal journal;

  Collector(Calls calls, Journal journal) {
    this.calls = calls;
    this.journal = journal;
  }

  /**
   * @return how many chunks were marked; those of nodes that do not answer wait for the next time
   */
  CompletableFuture<Integer> collect(Collection<NodeId> here, long olderMillis) {
    OrphansRequest question = OrphansRequest.newBuilder().setOlderMillis(olderMillis).build();
    Set<ChunkId> orphans = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (NodeId node : here) {
      asked.add(
          calls
              .repair(node, ANSWER_MILLIS, stub -> stub.orphans(question))
              .handle((answer, silent) -> answer != null && orphans.addAll(answer.getIdsList())));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenCompose(done -> mark(List.copyOf(orphans)));
  }

  private CompletableFuture<Integer> mark(List<ChunkId> orphans) {
    List<CompletableFuture<?>> marks = new ArrayList<>();
    for (int i = 0; i < orphans.size(); i += IDS_A_MARK) {
      List<ChunkId> some = orphans.subList(i, Math.min(orphans.size(), i + IDS_A_MARK));
      marks.add(
          Mandate.propose(
              journal,
              Operation.newBuilder().setMarkGarbage(MarkGarbage.newBuilder().addAllIds(some))));
    }
    return CompletableFuture.allOf(marks.toArray(CompletableFuture[]::new))
        .thenApply(done -> orphans.size());
  }
}
