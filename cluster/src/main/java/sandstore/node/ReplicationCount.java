package sandstore.node;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.observe.Reporter;
import sandstore.node.placement.UnderReplication;
import sandstore.proto.Event;
import sandstore.proto.ReplicationCounted;
import sandstore.wire.DaemonThreads;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/**
 * Whoever leads counts, at most four times a second and at least once, how many chunks have fewer
 * live copies than wanted, by its own belief who is alive.
 */
final class ReplicationCount implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicationCount.class);
  private static final long EVERY_MILLIS = 250;
  private static final long AT_LEAST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final NodeSettings settings;
  private final Journal journal;
  private final Membership membership;
  private final Reporter reporter;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("replication-count"));
  private long countedIndex = -1;
  private List<NodeId> countedAlive = List.of();
  private long countedNanos;

  ReplicationCount(
      NodeSettings settings, Journal journal, Membership membership, Reporter reporter) {
    this.settings = settings;
    this.journal = journal;
    this.membership = membership;
    this.reporter = reporter;
  }

  void start() {
    var unused =
        clock.scheduleWithFixedDelay(
            this::count, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void count() {
    try {
      if (!journal.leads()) {
        countedIndex = -1;
        return;
      }
      Journal.Reading now = journal.readLocal();
      List<NodeId> alive = membership.alive();
      boolean same = now.appliedIndex() == countedIndex && alive.equals(countedAlive);
      if (same && System.nanoTime() - countedNanos < AT_LEAST_EVERY_NANOS) {
        return;
      }
      countedIndex = now.appliedIndex();
      countedAlive = alive;
      countedNanos = System.nanoTime();
      report(now, alive);
    } catch (RuntimeException e) {
      LOG.warn("replication count failed", e);
    }
  }

  private void report(Journal.Reading now, List<NodeId> alive) {
    reporter.report(
        Event.newBuilder()
            .setReplicationCounted(
                ReplicationCounted.newBuilder()
                    .setAppliedIndex(now.appliedIndex())
                    .setFiles(now.namespace().files())
                    .setChunks(now.namespace().chunks())
                    .setUnderReplicated(
                        UnderReplication.count(
                            now.namespace(), Set.copyOf(alive), settings.replicas()))
                    .addAllBelievedAlive(alive.stream().map(NodeId::name).toList())));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
