package sandstore.client;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.LatencyReport;
import sandstore.proto.LatencyVerdict;
import sandstore.proto.ProbeRequest;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.Waited;
import sandstore.wire.Channels;
import sandstore.wire.DaemonThreads;
import sandstore.wire.NodeId;

/**
 * How long this client waited for each node, told a few times a second to whoever makes its plans.
 * The answer says which nodes are slow; those get no new chunks, so that nobody would wait for them
 * any more, and so this client probes them until they are not. It only works while there is
 * something to tell. Safe for use by several threads.
 */
final class Waits implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;
  private static final long PROBE_LIMIT_MILLIS = 2_000;
  private static final int MOST = 1024;

  private final String client;
  private final Channels channels;
  private final Supplier<NodeId> planner;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("client-waits"));
  private final Deque<Waited> untold = new ArrayDeque<>();
  private final Deque<Long> untoldAt = new ArrayDeque<>();
  private final Set<NodeId> slow = new HashSet<>();
  private final Set<NodeId> probing = new HashSet<>();
  private boolean due;

  /**
   * @param planner whom this client asks for plans now
   */
  Waits(String client, Channels channels, Supplier<NodeId> planner) {
    this.client = client;
    this.channels = channels;
    this.planner = planner;
  }

  /** For the node's copy to be durable; as it, or the node before it in the chain, saw. */
  void wrote(ReplicaOutcome outcome) {
    if (outcome.getStored() && outcome.getWaitedMicros() > 0) {
      waited(new NodeId(outcome.getNode()), Waited.For.WRITE, outcome.getWaitedMicros());
    }
  }

  void waited(NodeId node, Waited.For what, long micros) {
    synchronized (untold) {
      untold.add(Waited.newBuilder().setNode(node.name()).setWhat(what).setMicros(micros).build());
      untoldAt.add(System.nanoTime());
      if (untold.size() > MOST) {
        untold.remove();
        untoldAt.remove();
      }
      tellSoon();
    }
  }

  private void tellSoon() {
    if (due) {
      return;
    }
    try {
      var unused = clock.schedule(this::tell, EVERY_MILLIS, TimeUnit.MILLISECONDS);
      due = true;
    } catch (RejectedExecutionException closed) {
      due = true; // the client is closed: nobody has to hear of it
    }
  }

  private void tell() {
    LatencyReport report;
    synchronized (untold) {
      due = false;
      report = drain();
    }
    ListenableFuture<LatencyVerdict> answer;
    try {
      answer =
          FileServiceGrpc.newFutureStub(channels.to(planner.get()))
              .withDeadlineAfter(PROBE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
              .reportLatencies(report);
    } catch (RuntimeException unreachable) {
      goOn(null);
      return;
    }
    Futures.addCallback(
        answer,
        new FutureCallback<LatencyVerdict>() {
          @Override
          public void onSuccess(@Nullable LatencyVerdict verdict) {
            goOn(verdict);
          }

          @Override
          public void onFailure(Throwable failure) {
            goOn(null); // a report that is lost says what the next one will say too
          }
        },
        MoreExecutors.directExecutor());
  }

  private LatencyReport drain() {
    LatencyReport.Builder report = LatencyReport.newBuilder().setClient(client);
    while (!untold.isEmpty()) {
      long ago = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - untoldAt.remove());
      report.addWaited(untold.remove().toBuilder().setMillisAgo(ago));
    }
    return report.build();
  }

  /**
   * @param verdict null if there is none this time
   */
  private void goOn(@Nullable LatencyVerdict verdict) {
    Set<NodeId> toProbe = new HashSet<>();
    synchronized (untold) {
      if (verdict != null) {
        slow.clear();
        verdict.getSlowList().forEach(n -> slow.add(new NodeId(n)));
      }
      for (NodeId node : slow) {
        if (probing.add(node)) {
          toProbe.add(node);
        }
      }
      if (!slow.isEmpty()) {
        tellSoon();
      }
    }
    toProbe.forEach(this::probe);
  }

  /** How long it takes counts even when nothing comes of it. */
  private void probe(NodeId node) {
    long began = System.nanoTime();
    Runnable over =
        () -> {
          synchronized (untold) {
            probing.remove(node);
          }
          long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
          waited(node, Waited.For.WRITE, micros);
        };
    try {
      ChunkServiceGrpc.newFutureStub(channels.to(node))
          .withDeadlineAfter(PROBE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
          .probe(ProbeRequest.getDefaultInstance())
          .addListener(over, MoreExecutors.directExecutor());
    } catch (RuntimeException unreachable) {
      synchronized (untold) {
        probing.remove(node);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
