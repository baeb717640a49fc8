package sandstore.lab.prove.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is to be said of many trials. Pure. */
record Summary(
    List<TrialResult> all,
    long acknowledged,
    long during,
    long lost,
    long unknown,
    long faults,
    double seconds,
    List<TrialResult> violated,
    List<TrialResult> vain,
    List<TrialResult> inconclusive) {
  static Summary of(List<TrialResult> all) {
    return new Summary(
        List.copyOf(all),
        all.stream().mapToLong(TrialResult::acknowledged).sum(),
        all.stream().mapToLong(TrialResult::during).sum(),
        all.stream().mapToLong(TrialResult::lost).sum(),
        all.stream().mapToLong(TrialResult::unknown).sum(),
        all.stream().mapToLong(r -> r.faults().size()).sum(),
        all.stream().mapToDouble(TrialResult::seconds).sum(),
        all.stream().filter(TrialResult::violated).toList(),
        all.stream().filter(r -> !r.violated() && !r.vain().isEmpty()).toList(),
        all.stream()
            .filter(r -> !r.violated() && r.vain().isEmpty() && !r.inconclusive().isEmpty())
            .toList());
  }

  /** Trials that could have found something and were judged. */
  long counted() {
    return all.size() - vain.size() - inconclusive.size();
  }

  /**
   * With 95 % confidence less than this part of all trials fails; the rule of three, or its Wilson
   * counterpart when some failed.
   */
  String bound() {
    if (counted() == 0) {
      return "no trial counts, so nothing is known";
    }
    if (violated.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "no failure in %d trials: with 95 %% confidence less than 3/%d = %.2f %% of such trials fail",
          counted(),
          counted(),
          Math.min(100, 300.0 / counted()));
    }
    return String.format(Locale.ROOT, "%d of %d trials failed", violated.size(), counted());
  }

  /** How many faults of each kind there were. */
  Map<String, Long> kinds() {
    Map<String, Long> kinds = new TreeMap<>();
    all.forEach(r -> r.faults().forEach(f -> kinds.merge(f.nemesis(), 1L, Long::sum)));
    return kinds;
  }

  /** A line for a prompt. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d trials in %.0f min: %d writes acknowledged (%d during faults), %d lost, %d unknown, %d faults; "
            + "%d broken, %d in vain, %d not judged",
        all.size(),
        seconds / 60,
        acknowledged,
        during,
        lost,
        unknown,
        faults,
        violated.size(),
        vain.size(),
        inconclusive.size());
  }
}
