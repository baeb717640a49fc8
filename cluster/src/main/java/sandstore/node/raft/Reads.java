package sandstore.node.raft;

import com.alipay.sofa.jraft.Node;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal.Reading;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * Linearizable reads by ReadIndex (Ongaro's dissertation, 6.4): the leader notes its commit index,
 * makes sure by a round of heartbeats that it still leads, and whoever asked waits until it has
 * applied that index. No lease, since a lease trusts clocks and a paused process has none.
 *
 * <p>A new leader answers "again" until it has committed an entry of its own term; so do elections.
 * A read is tried again until its deadline, and a read that failed has failed definitely: it
 * changed nothing.
 */
final class Reads {
  private static final byte[] NO_CONTEXT = {};
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  private final Node node;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final long patienceMillis;
  private final LongFunction<Reading> read;

  /**
   * @param executor runs what waits for the reading, which may block
   * @param patienceMillis how long a read is tried
   * @param read makes a reading that includes the index
   */
  Reads(
      Node node,
      ScheduledExecutorService timer,
      Executor executor,
      long patienceMillis,
      LongFunction<Reading> read) {
    this.node = node;
    this.timer = timer;
    this.executor = executor;
    this.patienceMillis = patienceMillis;
    this.read = read;
  }

  CompletableFuture<Reading> begin() {
    Attempt attempt = new Attempt();
    attempt.run();
    var timeout = timer.schedule(attempt::expire, patienceMillis, TimeUnit.MILLISECONDS);
    return attempt.future.whenComplete((r, e) -> timeout.cancel(false));
  }

  private final class Attempt {
    private final CompletableFuture<Reading> future = new CompletableFuture<>();
    private volatile long pauseMillis = FIRST_PAUSE_MILLIS;
    private volatile @Nullable Status problem;

    void run() {
      if (future.isDone()) {
        return;
      }
      try {
        node.readIndex(
            NO_CONTEXT,
            new ReadIndexClosure() {
              @Override
              public void run(Status status, long index, byte[] context) {
                answered(status, index);
              }
            });
      } catch (IllegalStateException e) {
        fail(Failure.Code.NO_LEADER, "this node is stopping");
      }
    }

    private void answered(Status status, long index) {
      if (status.isOk()) {
        executor.execute(() -> future.complete(read.apply(index)));
        return;
      }
      problem = status;
      PeerId leader = node.getLeaderId(); // null when none is known
      if (leader == null && status.getRaftError() != RaftError.EAGAIN) {
        fail(Failure.Code.NO_LEADER, "this node knows of no leader");
        return;
      }
      var unused = timer.schedule(this::run, pauseMillis, TimeUnit.MILLISECONDS);
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    void expire() {
      Status last = problem;
      fail(
          Failure.Code.TIMEOUT,
          "no majority confirmed the leader in time"
              + (last == null ? "" : ": " + last.getErrorMsg()));
    }

    private void fail(Failure.Code code, String message) {
      executor.execute(() -> future.completeExceptionally(new DefiniteFailure(code, message)));
    }
  }
}
