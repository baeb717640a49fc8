package sandstore.node.observe;

import java.io.Closeable;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sandstore.proto.Event;

/**
 * Thins out the kinds of events of which only the newest matters ({@code Applied}, {@code
 * ElectionTimerReset}): at most one each 20 milliseconds, and always the last of them. Everything
 * else passes at once. Threads may share it.
 */
public final class LatestOnly implements Reporter, Closeable {
  private static final long EVERY_MILLIS = 20;

  private final Reporter reporter;
  private final ScheduledExecutorService timer;
  private final Map<Event.KindCase, Event.Builder> held = new EnumMap<>(Event.KindCase.class);
  private final Map<Event.KindCase, Boolean> resting = new EnumMap<>(Event.KindCase.class);

  public LatestOnly(Reporter reporter) {
    this.reporter = reporter;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread t = new Thread(run, "latest-only");
              t.setDaemon(true);
              return t;
            });
  }

  @Override
  public void report(Event.Builder event) {
    Event.KindCase kind = event.getKindCase();
    if (kind != Event.KindCase.APPLIED && kind != Event.KindCase.ELECTION_TIMER_RESET) {
      reporter.report(event);
      return;
    }
    synchronized (this) {
      if (resting.getOrDefault(kind, false) && !timer.isShutdown()) {
        held.put(kind, event);
      } else {
        pass(kind, event);
      }
    }
  }

  private void pass(Event.KindCase kind, Event.Builder event) {
    reporter.report(event);
    if (!timer.isShutdown()) {
      resting.put(kind, true);
      var unused = timer.schedule(() -> awake(kind), EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void awake(Event.KindCase kind) {
    resting.put(kind, false);
    Event.Builder latest = held.remove(kind);
    if (latest != null) {
      pass(kind, latest);
    }
  }

  /** Tells what it still holds. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    held.values().forEach(reporter::report);
    held.clear();
  }
}
