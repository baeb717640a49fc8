package sandstore.lab.command;

import java.time.Duration;
import java.util.Locale;
import java.util.function.ToLongFunction;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Upkeep;
import sandstore.wire.NodeId;

/** Repair, scrub and the like, as people see them. */
final class Upkeeping {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private Upkeeping() {}

  /** Who decides about copies. */
  static NodeId leader(Context context) {
    return context
        .view()
        .leader()
        .orElseThrow(() -> new Refusal("nobody leads now", "wait leader != ''"))
        .id();
  }

  /** {@code repair: 40 of 64 chunks, 320 MiB of 512 MiB, 95 MiB/s, 2 s left}. */
  static String describe(Upkeep.Work work) {
    StringBuilder line = new StringBuilder(work.what());
    line.append(": ").append(work.done()).append(" of ").append(work.total()).append(" chunks");
    if (work.bytesTotal() > 0) {
      line.append(", ").append(Quantities.bytes(work.bytesDone()));
      line.append(" of ").append(Quantities.bytes(work.bytesTotal()));
    }
    if (work.bytesPerSecond() > 0) {
      line.append(", ").append(Quantities.bytes(work.bytesPerSecond())).append("/s");
    }
    if (work.secondsLeft() >= 0 && !work.finished()) {
      line.append(String.format(Locale.ROOT, ", %d s left", work.secondsLeft()));
    }
    return line.toString();
  }

  /**
   * Shows how far the work of these names is until all have ended once more than before.
   *
   * @param left how many of them have not
   */
  static void follow(Context context, String task, ToLongFunction<ClusterView> left)
      throws InterruptedException {
    while (!context.lab().await(v -> left.applyAsLong(v) == 0, LOOK_EVERY)) {
      long done = 0;
      long total = 0;
      for (Upkeep.Work work : context.view().upkeep().underWay()) {
        if (work.what().startsWith(task)) {
          done += work.bytesDone();
          total += work.bytesTotal();
        }
      }
      if (total > 0) {
        context.progress(task, done, total, "bytes", left.applyAsLong(context.view()) + " left");
      }
    }
  }
}
