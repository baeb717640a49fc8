package sandstore.lab.prove.workload;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import sandstore.lab.history.Operation.Outcome;

/** Where one load works, and what all its clients share. */
final class Arena {
  private final String folder;
  private final Contents contents;
  private final Consumer<Observation> observer;
  private final AtomicLong ok = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();

  Arena(String folder, Consumer<Observation> observer) {
    this.folder = folder;
    this.contents = new Contents(folder);
    this.observer = observer;
  }

  /**
   * How many operations ended, and how.
   *
   * @param ok all that took effect or saw something
   * @param acknowledged those of them that changed something
   */
  record Count(long ok, long acknowledged, long refused, long unknown) {}

  /** A path in the load's folder. */
  String path(String name) {
    return folder + "/" + name;
  }

  String folder() {
    return folder;
  }

  Contents contents() {
    return contents;
  }

  void observe(Observation seen) {
    if (seen instanceof Observation.Acknowledged) {
      acknowledged.incrementAndGet();
    }
    observer.accept(seen);
  }

  void ended(Outcome outcome) {
    switch (outcome) {
      case OK, MISMATCH -> ok.incrementAndGet();
      case NOT -> refused.incrementAndGet();
      case UNKNOWN -> unknown.incrementAndGet();
    }
  }

  Count count() {
    return new Count(ok.get(), acknowledged.get(), refused.get(), unknown.get());
  }
}
