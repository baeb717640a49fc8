package sandstore.lab.prove.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.prove.nemesis.Played;

/** Counts over a history. Pure. */
final class Tallying {
  private Tallying() {}

  /** Whether it changed something, and its client was told so. */
  static boolean acknowledged(Operation o) {
    return o.outcome() == Outcome.OK && !o.verb().reads();
  }

  static long acknowledged(List<Operation> operations) {
    return operations.stream().filter(Tallying::acknowledged).count();
  }

  /** Acknowledged while at least one fault was in force. */
  static long during(List<Operation> operations, List<Played> faults) {
    return operations.stream()
        .filter(Tallying::acknowledged)
        .filter(
            o ->
                faults.stream()
                    .anyMatch(
                        f -> f.beganNanos() <= o.returned() && o.returned() <= f.endedNanos()))
        .count();
  }

  static long unknown(List<Operation> operations) {
    return operations.stream().filter(o -> o.outcome() == Outcome.UNKNOWN).count();
  }

  /** How long operations took, by when they were answered. */
  static List<TrialResult.Bucket> buckets(List<Operation> operations, long begun) {
    TreeMap<Integer, List<Long>> micros = new TreeMap<>();
    for (Operation o : operations) {
      boolean answered = o.outcome() == Outcome.OK || o.outcome() == Outcome.MISMATCH;
      if (answered && o.returned() >= begun) {
        int at = (int) ((o.returned() - begun) / 1_000_000 / TrialResult.BUCKET_MILLIS);
        micros.computeIfAbsent(at, a -> new ArrayList<>()).add((o.returned() - o.invoked()) / 1000);
      }
    }
    List<TrialResult.Bucket> buckets = new ArrayList<>();
    micros.forEach(
        (at, all) -> {
          all.sort(null);
          buckets.add(
              new TrialResult.Bucket(
                  at, all.size(), all.get(all.size() / 2), all.get(all.size() * 99 / 100)));
        });
    return buckets;
  }
}
