package sandstore.node.repair;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.OrphansCounted;
import sandstore.proto.RepairServiceGrpc;
import sandstore.proto.ReportRequest;
import sandstore.proto.ReportResponse;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Compares this node's disk with the namespace, and tells the leader of what differs.
 *
 * <p>A node that starts first asks the leader how far the log has come, and waits until it has
 * applied that much (rule 16): what an old namespace says of a disk proves nothing. Then it
 * compares everything, once; from then on only what changed. All calls from one thread, but for
 * {@link #orphans}.
 */
final class Informant {
  /** A difference that stays is told again after so long, for a new leader or a lost message. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** An upload that was silent for so long will not be committed, as far as a count goes. */
  static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int MOST_IDS = 5_000;
  private static final long PATIENCE_MILLIS = 2_000;

  private final NodeId self;
  private final Journal journal;
  private final ChunkStore store;
  private final Channels channels;
  private final LocalCopies copies;
  private final Reporter reporter;
  private volatile long handshakeIndex = -1;
  private ReportRequest told = ReportRequest.getDefaultInstance();
  private @Nullable NodeId toldLeader;
  private long toldNanos;
  private volatile long orphans = -1;
  private volatile boolean underway;

  Informant(
      NodeId self,
      Journal journal,
      ChunkStore store,
      Channels channels,
      LocalCopies copies,
      Reporter reporter) {
    this.self = self;
    this.journal = journal;
    this.store = store;
    this.channels = channels;
    this.copies = copies;
    this.reporter = reporter;
  }

  /** Chunks on this disk that no file has and no upload is likely to name; -1 until it was seen. */
  long orphans() {
    return orphans;
  }

  void tick(long nowNanos) {
    NodeId leader = journal.leader();
    if (!mayCompare(leader)) {
      return;
    }
    if (copies.takeUnknown()) {
      reconcile(journal.readLocal().namespace(), nowNanos);
    }
    if (copies.inDoubt() || orphans != 0) {
      copies.sweep(journal.readLocal().namespace(), nowNanos);
      count(copies.orphans(SILENT_NANOS, nowNanos).size());
    }
    ReportRequest report = report();
    boolean news = !report.equals(told) || !java.util.Objects.equals(leader, toldLeader);
    boolean something = report.getFaultyCount() + report.getUnlistedCount() > 0;
    if (leader != null
        && !underway
        && (something || news)
        && (news || nowNanos - toldNanos >= AGAIN_NANOS)) {
      told = report;
      toldLeader = leader;
      toldNanos = nowNanos;
      send(leader, report);
    }
  }

  /** Whether this namespace is no older than the leader's was when this node had started. */
  private boolean mayCompare(@Nullable NodeId leader) {
    if (handshakeIndex < 0 && leader != null && !underway) {
      send(leader, ReportRequest.newBuilder().setNode(self.name()).build());
    }
    return handshakeIndex >= 0 && journal.readLocal().appliedIndex() >= handshakeIndex;
  }

  /** Looks at every chunk on the disk and at every chunk that should be there. */
  private void reconcile(Namespace namespace, long nowNanos) {
    store.stored().forEach(chunk -> copies.found(chunk, nowNanos));
    namespace.forEachChunk(
        chunk -> {
          if (chunk.replicas().contains(self) && !store.has(chunk.name().toKey())) {
            copies.damaged(chunk.name().toKey());
          }
        });
    store.quarantined().forEach(copies::damaged);
  }

  private void count(long now) {
    if (now != orphans) {
      orphans = now;
      reporter.report(
          Event.newBuilder().setOrphansCounted(OrphansCounted.newBuilder().setChunks(now)));
    }
  }

  private ReportRequest report() {
    ReportRequest.Builder report = ReportRequest.newBuilder().setNode(self.name());
    List<ChunkKey> faulty = copies.faulty(MOST_IDS);
    faulty.forEach(c -> report.addFaulty(c.toProto()));
    copies.unlisted(MOST_IDS).forEach(c -> report.addUnlisted(c.toProto()));
    return report.build();
  }

  private void send(NodeId leader, ReportRequest report) {
    underway = true;
    try {
      Futures.addCallback(
          RepairServiceGrpc.newFutureStub(channels.to(leader))
              .withDeadlineAfter(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
              .report(report),
          new FutureCallback<ReportResponse>() {
            @Override
            public void onSuccess(@Nullable ReportResponse response) {
              if (response != null && handshakeIndex < 0) {
                handshakeIndex = response.getAppliedIndex();
              }
              underway = false;
            }

            @Override
            public void onFailure(Throwable unreachable) {
              underway = false; // told again
            }
          },
          MoreExecutors.directExecutor());
    } catch (StatusRuntimeException noAddress) {
      underway = false;
    }
  }
}
