package sandstore.lab.prove.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import sandstore.lab.Line;
import sandstore.lab.Refusal;

/** Schedules are made of a seed, before anything happens. */
final class PlannerTest {
  private static final double SECONDS = 15;

  private static Schedule of(long seed) {
    List<String> kinds = Planner.some(seed, Nemeses.fitting("raft", 5), 4);
    return Planner.plan(seed, kinds, "raft", 5, SECONDS, 1);
  }

  @Test
  void oneSeedIsOneSchedule() {
    assertThat(of(7)).isEqualTo(of(7)).isNotEqualTo(of(8));
  }

  @Test
  void eachScheduleHasThreeKindsOfFaultsAndAllOfThemTogetherHaveEveryKind() {
    Set<String> all = new TreeSet<>();
    for (long seed = 1; seed <= 20; seed++) {
      Set<String> kinds = new TreeSet<>();
      of(seed).steps().forEach(s -> kinds.add(s.nemesis()));
      assertThat(kinds).as("kinds of seed %d", seed).hasSizeGreaterThanOrEqualTo(3);
      all.addAll(kinds);
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(Nemeses.fitting("raft", 5));
  }

  @Test
  void nothingLastsLongerThanTheScheduleAndNoTwoFaultsOfOneKindOfThingOverlap() {
    for (long seed = 1; seed <= 500; seed++) {
      List<Step> steps = of(seed).steps();
      for (int i = 0; i < steps.size(); i++) {
        Step a = steps.get(i);
        assertThat(a.until()).as("seed %d: %s", seed, a).isLessThanOrEqualTo(SECONDS + 0.02);
        for (Step b : steps.subList(i + 1, steps.size())) {
          boolean same = Nemeses.named(a.nemesis()).target() == Nemeses.named(b.nemesis()).target();
          boolean apart = a.until() <= b.at() || b.until() <= a.at();
          assertThat(!same || apart).as("seed %d: %s and %s", seed, a, b).isTrue();
        }
      }
    }
  }

  @Test
  void everyLineIsOneOfTheCommandLanguageThatAReplayTakes() {
    for (long seed = 1; seed <= 200; seed++) {
      Schedule schedule = of(seed);
      assertThat(Schedule.parse(schedule.json())).isEqualTo(schedule);
      for (Step step : schedule.steps()) {
        step.begin().forEach(l -> assertThat(Line.parse(l)).hasSize(1));
        step.end().forEach(l -> assertThat(Line.parse(l)).hasSize(1));
      }
    }
    for (String topology : List.of("raft", "replicated")) {
      Scripted.all(1, topology)
          .forEach(s -> assertThat(Schedule.parse(s.schedule().json())).isEqualTo(s.schedule()));
    }
  }

  @Test
  void aScheduleOfAStrangerRunsNothingElse() {
    for (String line : List.of("down", "reset", "kill node1; reset", "get /x /etc/passwd")) {
      String text =
          of(1).json().replaceFirst("\"begin\" : \\[ \"[^\"]*\"", "\"begin\" : [ \"" + line + "\"");
      assertThat(text).contains(line);
      assertThatThrownBy(() -> Schedule.parse(text))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("is no line of a schedule");
    }
    assertThatThrownBy(() -> Schedule.parse("[]")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Schedule.parse("nonsense")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> Schedule.parse("{\"version\":1,\"seconds\":-1,\"nemeses\":[]}"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () ->
                Schedule.parse(
                    of(1).json().replaceFirst("\"nemesis\" : \"[a-z-]*\"", "\"nemesis\" : \"x\"")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is no nemesis x");
  }
}
