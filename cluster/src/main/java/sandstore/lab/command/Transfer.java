package sandstore.lab.command;

import java.util.concurrent.TimeUnit;
import sandstore.client.Progress;
import sandstore.lab.Context;

/** Tells how far a transfer is, not more often than anyone can look, and how fast it went. */
final class Transfer implements Progress {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Context context;
  private final String task;
  private final long started = System.nanoTime();
  private long told;
  private long moved;

  Transfer(Context context, String task) {
    this.context = context;
    this.task = task;
  }

  @Override
  public synchronized void moved(long bytes, long total, String detail) {
    moved = bytes;
    long now = System.nanoTime();
    if (now - told >= EVERY_NANOS || bytes == total) {
      told = now;
      context.progress(task, bytes, total, "bytes", detail);
    }
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** {@code 286 MiB in 2.1 s, 136 MiB/s}. */
  synchronized String summary() {
    double seconds = Math.max(0.001, seconds());
    return Quantities.bytes(moved)
        + String.format(java.util.Locale.ROOT, " in %.1f s, ", seconds)
        + Quantities.bytes(Math.round(moved / seconds))
        + "/s";
  }
}
