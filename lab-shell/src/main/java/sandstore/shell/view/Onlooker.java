package sandstore.shell.view;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.reader.LineReaderBuilder;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;

/** Has a view open on a {@link Glass}, and knows what was drawn when. */
final class Onlooker implements AutoCloseable {
  private static final int COLUMNS = 120;
  private static final int ROWS = 40;
  private static final long PATIENCE_SECONDS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Glass glass = new Glass(COLUMNS, ROWS);
  private final long started = System.nanoTime();
  private final Thread watching;
  private final CountDownLatch first = new CountDownLatch(1);
  private final AtomicLong frames = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Long> expected = new ConcurrentSkipListMap<>();
  private final ConcurrentLinkedQueue<Double> ages = new ConcurrentLinkedQueue<>();
  private volatile long firstNanos;
  private volatile @Nullable Awaited awaited;

  private record Awaited(boolean help, long since, CountDownLatch seen, AtomicLong took) {}

  /** Returns when the first frame has been drawn. */
  Onlooker(Lab lab, String view) throws IOException, InterruptedException {
    watching =
        new Thread(
            () ->
                Watch.lab(
                    lab,
                    glass.terminal(),
                    t -> LineReaderBuilder.builder().terminal(t).build(),
                    Ui.of(view, Settings.theme("")),
                    false,
                    this::drawn),
            "onlooker");
    watching.setDaemon(true);
    watching.start();
    if (!first.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("no frame was drawn");
    }
  }

  private void drawn(Ui ui, long order) {
    long now = System.nanoTime();
    if (first.getCount() > 0) {
      firstNanos = now;
      first.countDown();
    }
    frames.incrementAndGet();
    Map<Long, Long> shown = expected.headMap(order, true);
    shown.values().forEach(nanos -> ages.add((now - nanos) / 1e6));
    shown.clear();
    Awaited key = awaited;
    if (key != null && ui.help() == key.help()) {
      key.took().set(now - key.since());
      awaited = null;
      key.seen().countDown();
    }
  }

  /** From the command until the first frame was on the terminal, in milliseconds. */
  double firstFrameMillis() {
    return (firstNanos - started) / 1e6;
  }

  /** The age of this event is taken when it has been drawn. */
  void expect(long order, long nanos) {
    expected.put(order, nanos);
  }

  /** In milliseconds, of what was expected and has been drawn. */
  List<Double> ages() {
    return List.copyOf(ages);
  }

  long frames() {
    return frames.get();
  }

  long bytes() {
    return glass.written();
  }

  /** Processor time that drawing has taken, in seconds. */
  double cpuSeconds() {
    return THREADS.getThreadCpuTime(watching.getId()) / 1e9;
  }

  /**
   * Opens or closes the help.
   *
   * @return milliseconds until that was drawn
   */
  double toggleHelp(boolean open) throws IOException, InterruptedException {
    Awaited key = new Awaited(open, System.nanoTime(), new CountDownLatch(1), new AtomicLong());
    awaited = key;
    glass.type("?");
    if (!key.seen().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the key had no effect");
    }
    return key.took().get() / 1e6;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    glass.type("q");
    watching.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    glass.close();
  }
}
