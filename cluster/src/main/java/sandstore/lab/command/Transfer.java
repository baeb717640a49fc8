package sandstore.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import sandstore.client.Progress;
import sandstore.lab.Context;
import sandstore.lab.Style;
import sandstore.proto.FileInfo;

/** Tells how far a transfer is, not more often than anyone can look, and how fast it went. */
final class Transfer implements Progress {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Context context;
  private final String task;
  private final long started = System.nanoTime();
  private long told;
  private long moved;
  private OptionalInt copies = OptionalInt.empty();

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

  @Override
  public synchronized void stored(int fewest) {
    copies = OptionalInt.of(fewest);
  }

  /**
   * What came of an upload: what the file is like, and a warning when it has fewer copies than
   * wanted so far.
   */
  synchronized void tell(Context context, String kind, FileInfo info) {
    Map<String, Object> fields = Remote.fields(info);
    List<String> text = new ArrayList<>();
    text.add(Remote.describe(info) + " (" + summary() + ")");
    fields.put("seconds", seconds());
    int wanted = context.cluster().shape().replicas();
    copies.ifPresent(c -> fields.put("copies", c));
    if (copies.orElse(wanted) < wanted) {
      text.add(
          Style.WARN.of(
              "on "
                  + Quantities.counted(copies.getAsInt(), "node", "nodes")
                  + " so far, of "
                  + wanted
                  + ": repair makes the other copies as soon as it can"));
    }
    context.result(kind, fields, text);
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
