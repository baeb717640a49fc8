package sandstore.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import sandstore.lab.history.FaultBand;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Makes of a history that nothing explains one that a person can take in.
 *
 * <p>If it is long and every value in it was written once, {@link Zones} names a few operations
 * that contradict each other, and the rest goes at once.
 *
 * <p>Every other step keeps it unexplained, and honest: what is left must be impossible by itself,
 * and must not have become so by what was left out. A write cannot simply go, for then those who
 * saw its value would look wrong. So:
 *
 * <ol>
 *   <li>What was asked for after the culprit had returned goes.
 *   <li>The beginning is replaced by what it led to: the states that were possible at a moment
 *       shortly before. An operation under way at that moment, which may have taken effect or not,
 *       is from then on one that may never do so.
 *   <li>Operations that change nothing go, as long as the rest stays unexplained.
 *   <li>So do writes whose value none of the rest depends on.
 * </ol>
 */
final class Shrinking {
  /** More states than this at its beginning, and a picture explains nothing. */
  private static final int MOST_STARTS = 4;

  private static final int MOST_TRIES = 3000;
  private static final long TRY_BYTES = 32L << 20;

  /** Up to so many operations everything is looked at as it is. */
  private static final int SHORT = 2000;

  /** How far beyond where it was seen coming a contradiction is looked for, in returns. */
  private static final int AHEAD = 512;

  /** From how many returns before. */
  private static final int SHORTLY = 16;

  /** All that was done to the key. */
  private final Problem all;

  /** What is shrunk: all of it, or a part that is impossible by itself. */
  private final Problem whole;

  private final Operation culprit;
  private final long bytes;
  private final Culprit.Judge judge;
  private int tries;

  private Shrinking(
      Problem all, Problem whole, Operation culprit, long bytes, Culprit.Judge judge) {
    this.all = all;
    this.whole = whole;
    this.culprit = culprit;
    this.bytes = bytes;
    this.judge = judge;
  }

  /**
   * @param whole that no order explains
   * @param earliest no return before this one's made it so
   * @param bytes that may be used
   */
  static Shrinking of(Problem whole, Operation earliest, long bytes, Culprit.Judge judge)
      throws InterruptedException {
    if (whole.operations().size() > SHORT) {
      List<Operation> few = Zones.contradiction(whole, earliest);
      if (few != null && few.size() <= SHORT) {
        return new Shrinking(whole, whole.with(few), earliest, bytes, judge);
      }
      List<Moment> moments = moments(Foresight.of(whole), bytes);
      if (!moments.isEmpty()) {
        Moment moment = moments.get(Math.max(0, moments.size() - SHORTLY));
        Culprit.Judge each = until -> eachJudged(until, moment, judge);
        Problem near = near(whole, moment, earliest);
        Optional<Operation> last = Culprit.find(near, earliest, AHEAD, each);
        if (last.isPresent()) {
          return new Shrinking(whole, whole, last.get(), bytes, judge);
        }
      }
    }
    Operation last = Culprit.find(whole, earliest, Integer.MAX_VALUE, judge).orElse(earliest);
    return new Shrinking(whole, whole, last, bytes, judge);
  }

  /** What matters from a moment on to those who look a little ahead. */
  private static Problem near(Problem whole, Moment moment, Operation earliest) {
    long[] later =
        whole.operations().stream()
            .mapToLong(Operation::returned)
            .filter(r -> r > earliest.returned() && r != Operation.NEVER)
            .sorted()
            .limit(AHEAD + 1L)
            .toArray();
    long end = later.length == 0 ? earliest.returned() : later[later.length - 1];
    return whole.with(
        whole.operations().stream()
            .filter(o -> o.returned() > moment.returned().returned() && o.invoked() <= end)
            .toList());
  }

  Counterexample counterexample(List<FaultBand> faults) throws InterruptedException {
    Problem begun = Culprit.until(whole, culprit);
    List<Operation> until = Culprit.until(whole, culprit).operations();
    long from = 0;
    Problem small = begun;
    List<Moment> moments = whole == all ? shortlyBefore(begun) : List.of();
    boolean appends = until.stream().anyMatch(o -> o.verb() == Verb.APPEND);
    // From known states if that can be; to go on from text that nobody read would be wrong.
    for (int pass = 0; pass < (appends ? 1 : 2) && from == 0; pass++) {
      for (int i = moments.size() - 1; i >= 0 && from == 0; i--) {
        Problem later = since(begun, moments.get(i));
        boolean known = !later.starts().contains(Foresight.UNREAD);
        if ((known || pass == 1)
            && later.starts().size() <= MOST_STARTS
            && tellsAStory(later)
            && impossible(later)) {
          small = later;
          from = moments.get(i).returned().returned();
        }
      }
    }
    if (small.operations().size() <= SHORT) {
      small = withoutNeedless(small);
    }
    Operation end = culpritOf(small);
    Problem last =
        small.with(small.operations().stream().filter(o -> o.invoked() <= end.returned()).toList());
    return made(last, end, from, until, faults);
  }

  /**
   * Judges a beginning of the history by what comes after a moment: it can be explained if that can
   * from one of the possibilities that there were.
   */
  private static Verdict eachJudged(Problem until, Moment moment, Culprit.Judge judge)
      throws InterruptedException {
    for (int i = 0; i < moment.states().size(); i++) {
      Moment one =
          new Moment(
              moment.returned(), List.of(moment.states().get(i)), List.of(moment.taken().get(i)));
      Verdict verdict = judge.judge(since(until, one));
      if (verdict != Verdict.NOT_LINEARIZABLE) {
        return verdict;
      }
    }
    return Verdict.NOT_LINEARIZABLE;
  }

  /** What was possible shortly before the culprit. */
  private List<Moment> shortlyBefore(Problem begun) {
    // Without the culprit it can be explained, so there is something possible at each moment.
    Problem before =
        begun.with(begun.operations().stream().filter(o -> !o.equals(culprit)).toList());
    return moments(before.operations().size() > SHORT ? Foresight.of(before) : before, bytes);
  }

  private static List<Moment> moments(Problem problem, long bytes) {
    Frontier frontier = new Frontier();
    return frontier.judge(problem, Budget.of(bytes)).verdict() == Verdict.UNKNOWN
        ? List.of() // the whole beginning stays
        : frontier.moments();
  }

  /** The problem as it is from a moment on. */
  private static Problem since(Problem begun, Moment moment) {
    long at = moment.returned().returned();
    List<Operation> left = new ArrayList<>();
    for (Operation o : begun.operations()) {
      if (o.returned() <= at) {
        continue;
      }
      long in = moment.taken().stream().filter(t -> holds(t, o)).count();
      if (in == 0) {
        left.add(o);
      } else if (in < moment.taken().size()) {
        left.add(o.returningBy(Operation.NEVER)); // here it has taken effect, there it has not
      }
    }
    return new Problem(
        begun.key(), begun.model(), List.copyOf(new LinkedHashSet<>(moment.states())), left);
  }

  /** By number: an operation that is under way may have been given no end since. */
  private static boolean holds(Set<Operation> taken, Operation o) {
    return taken.stream().anyMatch(t -> t.number() == o.number());
  }

  /** There is something that changed the state before the culprit, to show what it ran into. */
  private boolean tellsAStory(Problem problem) {
    return problem.operations().stream()
        .anyMatch(
            o ->
                o.outcome() == Outcome.OK
                    && !o.verb().reads()
                    && o.number() != culprit.number()
                    && o.precedes(culprit));
  }

  private boolean impossible(Problem problem) throws InterruptedException {
    return tries++ < MOST_TRIES && judge.judge(problem) == Verdict.NOT_LINEARIZABLE;
  }

  private Operation culpritOf(Problem problem) {
    Operation found = new Frontier().judge(problem, Budget.of(TRY_BYTES)).culprit();
    return found == null ? culprit : found;
  }

  private Problem withoutNeedless(Problem problem) throws InterruptedException {
    Problem small = problem;
    int before;
    do {
      before = small.operations().size();
      small = without(small, small.operations().stream().filter(this::changesNothing).toList());
      if (small.model() instanceof Register) {
        for (Operation o : List.copyOf(small.operations())) {
          Problem now = small;
          if (changes(o) && nobodyNeeds(o, now.operations())) {
            small = without(small, List.of(o));
          }
        }
      }
    } while (small.operations().size() < before);
    return small;
  }

  private boolean changesNothing(Operation o) {
    return o.verb().reads() || o.outcome() == Outcome.MISMATCH;
  }

  private static boolean changes(Operation o) {
    return Pruning.written(o) != null;
  }

  /** Without as many of these as can go; halves what cannot go at once. */
  private Problem without(Problem problem, List<Operation> needless) throws InterruptedException {
    if (needless.isEmpty()) {
      return problem;
    }
    Set<Operation> gone = new HashSet<>(needless);
    Problem smaller =
        problem.with(problem.operations().stream().filter(o -> !gone.contains(o)).toList());
    boolean story = tellsAStory(smaller) || !tellsAStory(problem);
    if (story && impossible(smaller)) {
      return smaller;
    }
    if (needless.size() == 1) {
      return problem;
    }
    int half = needless.size() / 2;
    Problem first = without(problem, needless.subList(0, half));
    return without(first, needless.subList(half, needless.size()));
  }

  /**
   * Whether no other operation depends on the value that this one wrote: none saw it or would
   * compare with it, none adds to it, and none found that something else than expected was there.
   */
  private static boolean nobodyNeeds(Operation writer, List<Operation> operations) {
    Value value = Pruning.written(writer);
    Predicate<Operation> needs =
        o ->
            o.outcome() == Outcome.MISMATCH
                || o.verb() == Verb.APPEND
                || (o.verb() == Verb.CAS && o.argument().equals(value))
                || (o.verb() == Verb.READ && o.answer().get(0).equals(value));
    return operations.stream().filter(o -> o.number() != writer.number()).noneMatch(needs);
  }

  private Counterexample made(
      Problem small, Operation end, long from, List<Operation> until, List<FaultBand> faults) {
    Map<Integer, Operation> originals = new HashMap<>();
    all.operations().forEach(o -> originals.put(o.number(), o));
    List<Operation> shown =
        small.operations().stream().map(o -> originals.getOrDefault(o.number(), o)).toList();
    Possible possible = new Possible(small, end).look();
    long shownFrom = from > 0 ? from : shown.get(0).invoked();
    int earlier = (int) until.stream().filter(o -> o.returned() <= from).count();
    return new Counterexample(
        small.key(),
        small.model().name(),
        small.starts().stream().map(small.model()::shown).distinct().toList(),
        earlier,
        all.operations().size() - earlier - shown.size(),
        shown,
        from,
        originals.getOrDefault(end.number(), end),
        new Reason(all, small, end, possible.states()).sentences(),
        possible.order().stream().map(Operation::number).toList(),
        faults.stream().filter(f -> f.from() <= end.returned() && f.to() >= shownFrom).toList());
  }
}
