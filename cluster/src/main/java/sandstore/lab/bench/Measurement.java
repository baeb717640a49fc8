package sandstore.lab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Cluster;
import sandstore.lab.Visitor;
import sandstore.lab.view.NodeView;
import sandstore.wire.StoreException;

/** A load on a cluster, from making its folder to removing it. */
public final class Measurement {
  private final Cluster cluster;
  private final Load load;
  private final Watcher watcher;

  /** Told how far it is. */
  public interface Watcher {
    /**
     * @param task e.g. {@code bench puts, warming up}
     * @param rates e.g. {@code 12.1 ops/s, 96.8 MB/s, p99 120 ms}
     */
    void moved(String task, long seconds, long of, String rates);

    /** Something a person should know. */
    void note(String text);
  }

  public Measurement(Cluster cluster, Load load, Watcher watcher) {
    this.cluster = cluster;
    this.load = load;
    this.watcher = watcher;
  }

  /**
   * The folder is removed however it ends; when even that fails the watcher is told.
   *
   * @throws StoreException what is needed could not be made
   * @throws InterruptedException no thread of it is left
   */
  public Result run() throws InterruptedException, IOException {
    String folder =
        "/bench-" + Long.toHexString(ThreadLocalRandom.current().nextLong() >>> 1 | 1L << 62);
    try (Visitor visitor = cluster.visitor("bench")) {
      Operations operations = new Operations(visitor.client(), folder, load);
      boolean done = false;
      try {
        operations.prepare();
        Result result = measured(operations);
        done = true;
        return result;
      } finally {
        clear(operations, folder, done);
      }
    }
  }

  private Result measured(Operations operations) throws InterruptedException, IOException {
    round(operations, load.warmUp(), ", warming up", new Tally(load.work().kinds()), null);
    Map<String, Long> pids = new LinkedHashMap<>();
    for (NodeView node : cluster.view().running()) {
      pids.put(node.id().name(), node.pid());
    }
    pids.put("client and lab", ProcessHandle.current().pid());
    Usage usage = new Usage(pids);
    Tally tally = new Tally(load.work().kinds());
    double seconds = round(operations, load.time(), "", tally, usage);
    usage.look();
    Map<Kind, Latencies> latencies = new EnumMap<>(Kind.class);
    load.work().kinds().forEach(kind -> latencies.put(kind, tally.of(kind)));
    return new Result(
        load,
        Promise.of(load.work(), cluster.shape()),
        seconds,
        latencies,
        tally.failures(),
        usage.cpuSeconds(),
        usage.mostMiB());
  }

  private double round(
      Operations operations, Duration time, String phase, Tally tally, @Nullable Usage usage)
      throws InterruptedException, IOException {
    if (time.isZero()) {
      return 0;
    }
    String task = "bench " + load.work().word() + phase;
    long whole = Math.max(1, time.toSeconds());
    double seconds =
        new Round(operations, load, time, tally)
            .run(
                at -> {
                  if (usage != null) {
                    usage.look();
                  }
                  watcher.moved(task, Math.min(whole - 1, (long) at), whole, rates(tally, at));
                });
    watcher.moved(task, whole, whole, rates(tally, seconds));
    return seconds;
  }

  private String rates(Tally tally, double seconds) {
    String rates = String.format(Locale.ROOT, "%.1f ops/s", tally.operations() / seconds);
    long bytes = tally.bytes();
    if (bytes > 0) {
      rates += String.format(Locale.ROOT, ", %.1f MB/s", bytes / seconds / 1e6);
    }
    for (Kind kind : load.work().kinds()) {
      rates +=
          String.format(Locale.ROOT, ", %s p99 %.1f ms", kind.word(), tally.of(kind).p99() / 1e6);
    }
    return rates;
  }

  private void clear(Operations operations, String folder, boolean done)
      throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    try {
      operations.clear();
    } catch (StoreException e) {
      watcher.note(folder + " is still there (" + e.getMessage() + "); rm -r " + folder);
      if (done) {
        throw e;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
