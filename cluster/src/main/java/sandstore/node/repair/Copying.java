package sandstore.node.repair;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.PlacedChunk;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.FetchRequest;
import sandstore.proto.FetchResponse;
import sandstore.proto.Operation;
import sandstore.proto.RepairDone;
import sandstore.proto.ReplaceReplicas;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * The copies that are under way. First the node fetches and verifies the chunk, then the log is
 * told who has it. A copy of which the log was not told is no harm: its node reports it as
 * unlisted. Everything here happens on the repairer's thread.
 */
final class Copying {
  /** Besides what the sources may take. */
  private static final long LIMIT_MILLIS = 5000;

  private final Calls calls;
  private final Journal journal;
  private final Executor thread;
  private final Reporter reporter;
  private final Map<ChunkKey, PlacedChunk> underWay = new HashMap<>();
  private final Map<NodeId, Integer> load = new HashMap<>();

  /**
   * @param thread the repairer's
   */
  Copying(Calls calls, Journal journal, Executor thread, Reporter reporter) {
    this.calls = calls;
    this.journal = journal;
    this.thread = thread;
    this.reporter = reporter;
  }

  /** How a copy ended. */
  interface End {
    /**
     * @param problem null when it succeeded
     */
    void of(PlacedChunk chunk, Plan.Copy plan, @Nullable Throwable problem);
  }

  boolean isUnderWay(ChunkKey chunk) {
    return underWay.containsKey(chunk);
  }

  int size() {
    return underWay.size();
  }

  long bytes() {
    return underWay.values().stream().mapToLong(PlacedChunk::length).sum();
  }

  /** Copies in which a node takes part. */
  int load(NodeId node) {
    return load.getOrDefault(node, 0);
  }

  /**
   * @param from the source to try first, and then others
   */
  void begin(PlacedChunk chunk, Plan.Copy plan, List<NodeId> from, Fence.Point order, End end) {
    ChunkKey key = chunk.name().toKey();
    NodeId source = from.get(0);
    underWay.put(key, chunk);
    load.merge(source, 1, Integer::sum);
    load.merge(plan.to(), 1, Integer::sum);
    FetchRequest request =
        FetchRequest.newBuilder()
            .setFence(Mandate.fence(order))
            .setChunk(chunk.toProto())
            .addAllFrom(from.stream().map(NodeId::name).toList())
            .build();
    long limit = LIMIT_MILLIS + from.size() * Fetcher.patienceMillis(chunk.length());
    var unused =
        calls
            .repair(plan.to(), limit, stub -> stub.fetch(request))
            .thenCompose(fetched -> tellLog(chunk, plan, order).thenApply(done -> fetched))
            .whenCompleteAsync(
                (fetched, problem) -> {
                  underWay.remove(key);
                  load.merge(source, -1, Integer::sum);
                  load.merge(plan.to(), -1, Integer::sum);
                  if (problem == null) {
                    report(chunk, plan, fetched);
                  }
                  end.of(chunk, plan, problem);
                },
                thread);
  }

  private CompletableFuture<?> tellLog(PlacedChunk chunk, Plan.Copy plan, Fence.Point order) {
    if (chunk.replicas().contains(plan.to()) && plan.drop().isEmpty()) {
      return CompletableFuture.completedFuture(null); // mended in place: the list is right
    }
    ReplaceReplicas.Builder change = change(chunk).addAdd(plan.to().name());
    plan.drop().forEach(n -> change.addRemove(n.name()));
    change.setDecidedIndex(order.index());
    return Mandate.propose(journal, Operation.newBuilder().setReplaceReplicas(change));
  }

  /** The chunk does without this copy, if so many others are listed when it comes to that. */
  static Operation.Builder without(PlacedChunk chunk, NodeId node, int others) {
    return Operation.newBuilder()
        .setReplaceReplicas(change(chunk).addRemove(node.name()).setAtLeast(others));
  }

  private static ReplaceReplicas.Builder change(PlacedChunk chunk) {
    return ReplaceReplicas.newBuilder().setId(chunk.name().toProto()).setCrc32C(chunk.crc32c());
  }

  private void report(PlacedChunk chunk, Plan.Copy plan, FetchResponse fetched) {
    reporter.report(
        Event.newBuilder()
            .setRepairDone(
                RepairDone.newBuilder()
                    .setId(chunk.name().toProto())
                    .setFrom(fetched.getFrom())
                    .setTo(plan.to().name())
                    .setBytes(fetched.getBytes())));
  }
}
