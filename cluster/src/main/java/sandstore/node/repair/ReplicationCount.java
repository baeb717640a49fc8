package sandstore.node.repair;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import sandstore.node.journal.Journal;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.ReplicationCounted;
import sandstore.wire.NodeId;

/**
 * Tells, whenever something changed and at least once a second, how many chunks have fewer copies
 * than wanted, by the leader's own belief who is alive. On the repairer's thread.
 */
final class ReplicationCount {
  private static final long AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Reporter reporter;
  private final int replicas;
  private long countedIndex = -1;
  private long countedShort = -1;
  private List<NodeId> countedAlive = List.of();
  private long countedNanos;

  ReplicationCount(Reporter reporter, int replicas) {
    this.reporter = reporter;
    this.replicas = replicas;
  }

  void tick(Journal.Reading now, List<NodeId> alive, Ailing ailing, long nowNanos) {
    long tooFew = Survey.underReplicated(now.namespace(), ailing, Set.copyOf(alive), replicas);
    boolean same =
        now.appliedIndex() == countedIndex && tooFew == countedShort && alive.equals(countedAlive);
    if (same && nowNanos - countedNanos < AT_LEAST_EVERY_NANOS) {
      return;
    }
    countedIndex = now.appliedIndex();
    countedShort = tooFew;
    countedAlive = alive;
    countedNanos = nowNanos;
    reporter.report(
        Event.newBuilder()
            .setReplicationCounted(
                ReplicationCounted.newBuilder()
                    .setAppliedIndex(now.appliedIndex())
                    .setFiles(now.namespace().files())
                    .setChunks(now.namespace().chunks())
                    .setUnderReplicated(tooFew)
                    .addAllBelievedAlive(alive.stream().map(NodeId::name).toList())));
  }

  void clear() {
    countedIndex = -1;
  }
}
