package sandstore.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sandstore.lab.history.History;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Value;

/** Two engines, one verdict; and for small histories one that tries everything says the same. */
final class EnginesTest {
  private static final long BYTES = 200L << 20;

  @Test
  void theyAgreeOnFourThousandHistoriesOfWhichManyAreIllegal() {
    int illegal = 0;
    for (int seed = 0; seed < 4000; seed++) {
      Random shape = new Random(seed);
      boolean appends = shape.nextInt(4) == 0;
      Problem problem =
          problem(
              new RandomHistories(seed)
                  .register(
                      10 + shape.nextInt(50),
                      2 + shape.nextInt(5),
                      shape.nextBoolean(),
                      appends,
                      shape.nextInt(4) > 0 ? 0.3 : 0,
                      0.1),
              appends);
      Finding frontier = new Frontier().judge(problem, Budget.of(BYTES));
      Finding wgl = new Wgl().judge(problem, Budget.of(BYTES));
      assertThat(wgl.verdict()).as("seed %d", seed).isEqualTo(frontier.verdict());
      assertThat(wgl.culprit()).as("seed %d", seed).isEqualTo(frontier.culprit());
      assertThat(frontier.verdict()).as("seed %d", seed).isNotEqualTo(Verdict.UNKNOWN);
      Problem eased = Foresight.of(Pruning.pruned(problem));
      assertThat(new Frontier().judge(eased, Budget.of(BYTES)).verdict())
          .as("pruned, seed %d", seed)
          .isEqualTo(frontier.verdict());
      assertThat(new Wgl().judge(eased, Budget.of(BYTES)).verdict())
          .as("pruned, seed %d", seed)
          .isEqualTo(frontier.verdict());
      illegal += frontier.verdict() == Verdict.NOT_LINEARIZABLE ? 1 : 0;
    }
    assertThat(illegal).isBetween(1200, 3200);
  }

  /** Where every value is written once, nothing need be searched for. */
  @Test
  void whoeverSearchesNothingSaysTheSame() {
    int illegal = 0;
    int known = 0;
    for (int seed = 0; seed < 6000; seed++) {
      Random shape = new Random(seed);
      Problem problem =
          problem(
              new RandomHistories(seed)
                  .register(
                      4 + shape.nextInt(60),
                      2 + shape.nextInt(5),
                      true,
                      false,
                      shape.nextInt(4) > 0 ? 0.15 : 0,
                      shape.nextInt(3) * 0.1),
              false);
      Finding right = new Frontier().judge(problem, Budget.of(BYTES));
      Finding zones = new Zones().judge(Pruning.pruned(problem), Budget.of(BYTES));
      if (zones.verdict() == Verdict.UNKNOWN) {
        continue;
      }
      known++;
      assertThat(zones.verdict()).as("seed %d", seed).isEqualTo(right.verdict());
      Operation culprit = zones.culprit();
      if (culprit != null) {
        illegal++;
        boolean mismatches =
            problem.operations().stream().anyMatch(o -> o.outcome() == Operation.Outcome.MISMATCH);
        if (!mismatches) {
          assertThat(culprit).as("seed %d", seed).isEqualTo(right.culprit());
        }
        assertThat(culprit.returned()).isGreaterThanOrEqualTo(right.culprit().returned());
        List<Operation> few = Zones.contradiction(Pruning.pruned(problem), culprit);
        Problem small = Culprit.until(problem.with(few), culprit);
        assertThat(new Frontier().judge(small, Budget.of(BYTES)).verdict())
            .as("seed %d: %s", seed, few)
            .isEqualTo(Verdict.NOT_LINEARIZABLE);
      }
    }
    assertThat(known).isGreaterThan(5000);
    assertThat(illegal).isGreaterThan(1800);
  }

  @Test
  void whoeverTriesEverythingSaysTheSame() {
    int illegal = 0;
    for (int seed = 0; seed < 4000; seed++) {
      boolean appends = seed % 4 == 0;
      Problem problem =
          problem(
              new RandomHistories(seed).register(8, 3, seed % 3 == 0, appends, 0.9, 0.15), appends);
      Verdict right = everythingTried(problem) ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE;
      Problem eased = Foresight.of(Pruning.pruned(problem));
      for (Problem p : List.of(problem, eased)) {
        assertThat(new Frontier().judge(p, Budget.of(BYTES)).verdict())
            .as("seed %d: %s", seed, problem.operations())
            .isEqualTo(right);
        assertThat(new Wgl().judge(p, Budget.of(BYTES)).verdict())
            .as("seed %d: %s", seed, problem.operations())
            .isEqualTo(right);
      }
      illegal += right == Verdict.NOT_LINEARIZABLE ? 1 : 0;
    }
    assertThat(illegal).isBetween(1200, 3200);
  }

  @Test
  void whatIsShownIsImpossibleByItselfAndNothingInItIsNeedless() throws InterruptedException {
    int shown = 0;
    for (int seed = 0; seed < 300; seed++) {
      List<Operation> operations =
          new RandomHistories(seed).register(60, 4, true, false, 0.1, 0.05);
      Judgement judged =
          new Checker(BYTES).judge(History.of(operations), Value.NIL, true, (k, n) -> {});
      if (judged.counterexample().isPresent()) {
        Counterexample c = judged.counterexample().get();
        assertThat(c.operations()).as("seed %d", seed).contains(c.culprit());
        assertThat(c.operations().size()).as("seed %d", seed).isLessThanOrEqualTo(12);
        assertThat(c.sentences()).isNotEmpty();
        shown++;
      }
    }
    assertThat(shown).isGreaterThan(100);
  }

  @Test
  void memoryThatEndsIsUnknownAndNotAPass() throws InterruptedException {
    List<Operation> operations = new RandomHistories(1).register(400, 8, true, false, 0, 0.1);
    Judgement judged =
        new Checker(2000).judge(History.of(operations), Value.NIL, true, (k, n) -> {});
    assertThat(judged.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged.unknown()).hasSize(1);
  }

  private static Problem problem(List<Operation> operations, boolean appends) {
    return new Problem(
        "",
        new Register(),
        List.of(appends ? Value.text("") : Value.NIL),
        operations.stream().filter(o -> !(o.open() && o.verb().reads())).toList());
  }

  /** Every order that keeps to the clock, with each open operation in it or not. */
  private static boolean everythingTried(Problem problem) {
    return explained(problem, problem.starts().get(0), 0);
  }

  private static boolean explained(Problem problem, Object state, int taken) {
    List<Operation> all = problem.operations();
    boolean complete = true;
    for (int i = 0; i < all.size(); i++) {
      complete &= all.get(i).open() || (taken & (1 << i)) != 0;
    }
    if (complete) {
      return true;
    }
    for (int i = 0; i < all.size(); i++) {
      if ((taken & (1 << i)) == 0 && isNext(all, taken, all.get(i))) {
        Object then = problem.model().after(state, all.get(i));
        if (then != null && explained(problem, then, taken | (1 << i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNext(List<Operation> all, int taken, Operation o) {
    for (int i = 0; i < all.size(); i++) {
      if ((taken & (1 << i)) == 0 && all.get(i).precedes(o)) {
        return false;
      }
    }
    return true;
  }
}
