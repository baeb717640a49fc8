package sandstore.node.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.closure.ReadIndexClosure;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
 * <p>One round serves many: reads that come while one is under way wait for the next, which begins
 * after they came and so is fresh enough for all of them. So many readers cost hardly more
 * heartbeats than one. After a round that served several, the next one waits a moment for as many:
 * those who were answered are about to ask again, and a round costs every node more than a reader
 * costs the leader.
 *
 * <p>A new leader answers "again" until it has committed an entry of its own term; so do elections.
 * A read is tried again until its deadline, and a read that failed has failed definitely: it
 * changed nothing.
 */
final class Reads {
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  /** A round that served so many makes the next one wait. */
  private static final int SEVERAL = 4;

  private static final long LONGEST_WAIT_NANOS = 1_000_000;

  /** Asks for a read index. */
  interface Asking {
    /**
     * @throws IllegalStateException when the node is stopping
     */
    void ask(ReadIndexClosure answer);
  }

  private final Asking node;
  private final BooleanSupplier leaderKnown;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final long patienceNanos;
  private final LongFunction<Reading> read;

  private final List<Waiter> waiting = new ArrayList<>(); // guarded by this
  private @Nullable Round current; // guarded by this

  /** For so many the next round waits. Guarded by this. */
  private int expected;

  private record Waiter(CompletableFuture<Reading> reading, long deadlineNanos) {}

  /**
   * @param leaderKnown whether the node knows of a leader now
   * @param executor runs what waits for the readings, which must not block
   * @param patienceMillis how long a read is tried
   * @param read makes a reading that includes the index
   */
  Reads(
      Asking node,
      BooleanSupplier leaderKnown,
      ScheduledExecutorService timer,
      Executor executor,
      long patienceMillis,
      LongFunction<Reading> read) {
    this.node = node;
    this.leaderKnown = leaderKnown;
    this.timer = timer;
    this.executor = executor;
    this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    this.read = read;
  }

  CompletableFuture<Reading> begin() {
    Waiter waiter = new Waiter(new CompletableFuture<>(), System.nanoTime() + patienceNanos);
    Round next;
    synchronized (this) {
      waiting.add(waiter);
      next = current == null && waiting.size() >= expected ? roundOfWaiting() : null;
    }
    if (next != null) {
      next.start();
    }
    return waiter.reading();
  }

  /** To be called under the lock. */
  private @Nullable Round roundOfWaiting() {
    expected = 0;
    current = waiting.isEmpty() ? null : new Round(new ArrayList<>(waiting));
    waiting.clear();
    return current;
  }

  /** Enough of waiting, whoever came. */
  private void waitedEnough() {
    Round next;
    synchronized (this) {
      next = current == null ? roundOfWaiting() : null;
    }
    if (next != null) {
      next.start();
    }
  }

  /** One question to the leader, asked again until it is answered. */
  private final class Round {
    private final List<Waiter> waiters;
    private volatile long pauseMillis = FIRST_PAUSE_MILLIS;
    private volatile long startedNanos;
    private volatile @Nullable Status problem;
    private volatile @Nullable Future<?> timeout;

    Round(List<Waiter> waiters) {
      this.waiters = waiters;
    }

    void start() {
      startedNanos = System.nanoTime();
      long left = waiters.get(0).deadlineNanos() - System.nanoTime();
      timeout = timer.schedule(this::expire, left, TimeUnit.NANOSECONDS);
      run();
    }

    private void run() {
      try {
        node.ask(
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
        if (end(List.of(), waiters.size())) {
          executor.execute(
              () -> {
                Reading reading = read.apply(index);
                waiters.forEach(w -> w.reading().complete(reading));
              });
        }
        return;
      }
      problem = status;
      if (status.getRaftError() != RaftError.EAGAIN && !leaderKnown.getAsBoolean()) {
        fail(Failure.Code.NO_LEADER, "this node knows of no leader");
        return;
      }
      var unused = timer.schedule(this::again, pauseMillis, TimeUnit.MILLISECONDS);
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    /** Whoever came meanwhile is served by the new attempt, too. */
    private void again() {
      synchronized (Reads.this) {
        if (current != this) {
          return;
        }
        waiters.addAll(waiting);
        waiting.clear();
      }
      run();
    }

    /** The oldest has waited long enough; the others get a round of their own. */
    private void expire() {
      long now = System.nanoTime();
      List<Waiter> patient = new ArrayList<>();
      List<Waiter> over = new ArrayList<>();
      synchronized (Reads.this) {
        if (current != this) {
          return;
        }
        waiters.forEach(w -> (w.deadlineNanos() - now > 0 ? patient : over).add(w));
      }
      Status last = problem;
      String why = last == null ? "" : ": " + last.getErrorMsg();
      if (end(patient, 0)) {
        fail(over, Failure.Code.TIMEOUT, "no majority confirmed the leader in time" + why);
      }
    }

    private void fail(Failure.Code code, String message) {
      if (end(List.of(), 0)) {
        fail(waiters, code, message);
      }
    }

    private void fail(List<Waiter> whom, Failure.Code code, String message) {
      executor.execute(
          () ->
              whom.forEach(
                  w -> w.reading().completeExceptionally(new DefiniteFailure(code, message))));
    }

    /** True once; then the next round has begun, or waits for whom this one served. */
    private boolean end(List<Waiter> notServed, int served) {
      Round next;
      boolean waits;
      synchronized (Reads.this) {
        if (current != this) {
          return false;
        }
        waiting.addAll(0, notServed);
        waits = served >= SEVERAL && waiting.size() < served;
        if (waits) {
          current = null;
          expected = served;
          next = null;
        } else {
          next = roundOfWaiting();
        }
      }
      Future<?> over = timeout;
      if (over != null) {
        over.cancel(false);
      }
      if (waits) {
        long took = System.nanoTime() - startedNanos;
        var unused =
            timer.schedule(
                Reads.this::waitedEnough,
                Math.min(LONGEST_WAIT_NANOS, took / 2),
                TimeUnit.NANOSECONDS);
      }
      if (next != null) {
        next.start();
      }
      return true;
    }
  }
}
