package sandstore.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sandstore.wire.StoreException;

/** All threads of a load at work for a while. */
final class Round {
  private static final long TICK_MILLIS = 200;

  private final Operations operations;
  private final Load load;
  private final Duration time;
  private final Tally tally;
  private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
  private volatile boolean stopped;

  Round(Operations operations, Load load, Duration time, Tally tally) {
    this.operations = operations;
    this.load = load;
    this.time = time;
    this.tally = tally;
  }

  /** Called about five times a second while it lasts. */
  interface Tick {
    void at(double seconds) throws IOException, InterruptedException;
  }

  /**
   * Returns when every thread has ended its last operation.
   *
   * @return seconds that it took
   * @throws InterruptedException after the threads were interrupted and have ended
   */
  double run(Tick tick) throws InterruptedException, IOException {
    CountDownLatch running = new CountDownLatch(load.threads());
    long started = System.nanoTime();
    long until = started + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < load.threads(); i++) {
      int number = i;
      Thread thread = new Thread(() -> work(number, until, running), "bench-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    try {
      while (!running.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        tick.at((System.nanoTime() - started) / 1e9);
      }
    } finally {
      stop(threads);
    }
    RuntimeException why = broken.get();
    if (why != null) {
      throw why;
    }
    return (System.nanoTime() - started) / 1e9;
  }

  private void work(int number, long until, CountDownLatch running) {
    try {
      while (!stopped && System.nanoTime() - until < 0) {
        one(load.work().kind(ThreadLocalRandom.current().nextInt(10)), number);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the round is over; so is this thread
    } catch (RuntimeException e) {
      broken.compareAndSet(null, e);
      stopped = true;
    } finally {
      running.countDown();
    }
  }

  private void one(Kind kind, int number) throws InterruptedException {
    long started = System.nanoTime();
    try {
      long bytes = operations.run(kind, number);
      tally.done(kind, System.nanoTime() - started, bytes);
    } catch (StoreException e) {
      if (!stopped) {
        tally.failed(e);
      }
    }
  }

  /** Interrupted threads cancel what they wait for, and end; this is not to be interrupted. */
  private void stop(List<Thread> threads) {
    stopped = true;
    boolean interrupted = false;
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
