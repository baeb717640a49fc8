package sandstore.lab.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sandstore.lab.history.History;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Value;

/** Says whether a history is linearizable, and if not, shows why. */
public final class Checker {
  private final long bytes;

  /**
   * @param bytes that each of two engines may use; beyond that the verdict is unknown
   */
  public Checker(long bytes) {
    this.bytes = bytes;
  }

  /** One that leaves half of this process's memory to others. */
  public static Checker usual() {
    return new Checker(Math.min(400L << 20, Runtime.getRuntime().maxMemory() / 4));
  }

  /** Hears how far it is. */
  public interface Progress {
    void judged(int keys, int of);
  }

  /**
   * Judges key by key. Interrupting ends it soon.
   *
   * @param start what each key holds in the beginning
   * @param startKnown false: or anything else that somebody saw without writing it
   * @throws IllegalArgumentException if operations of different kinds of objects are mixed
   */
  public Judgement judge(History history, Value start, boolean startKnown, Progress progress)
      throws InterruptedException {
    List<Problem> problems =
        new Partition(new Partition.Start(start, startKnown)).of(history.operations());
    Set<String> models = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Problem first = null;
    Operation culprit = null;
    Optional<Counterexample> shown = Optional.empty();
    int judged = 0;
    try (Race race = new Race(List.of(new Frontier(), new Wgl()))) {
      for (Problem whole : problems) {
        Problem problem = Pruning.pruned(whole);
        models.add(problem.model().name());
        Finding finding = new Zones().judge(problem, Budget.of(bytes));
        if (finding.verdict() == Verdict.UNKNOWN) {
          finding = race.run(Foresight.of(problem), bytes);
        }
        switch (finding.verdict()) {
          case LINEARIZABLE -> {}
          case UNKNOWN ->
              unknown.add(
                  "the "
                      + problem.operations().size()
                      + " operations"
                      + (problem.key().isEmpty() ? "" : " on " + problem.key())
                      + " could not be judged: "
                      + finding.why());
          case NOT_LINEARIZABLE -> {
            wrong.add(problem.key());
            if (first == null) {
              first = problem;
              culprit = finding.culprit();
            }
          }
        }
        progress.judged(++judged, problems.size());
      }
      if (first != null && culprit != null) {
        Culprit.Judge judge = p -> race.run(Foresight.of(p), bytes).verdict();
        shown =
            Optional.of(
                Shrinking.of(first, culprit, bytes, judge).counterexample(history.faults()));
      }
    }
    return new Judgement(
        wrong.isEmpty()
            ? unknown.isEmpty() ? Verdict.LINEARIZABLE : Verdict.UNKNOWN
            : Verdict.NOT_LINEARIZABLE,
        history.operations().size(),
        problems.size(),
        List.copyOf(models),
        unknown,
        shown,
        wrong);
  }
}
