package sandstore.node.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sandstore.node.metadata.Chunks;
import sandstore.node.metadata.Namespace;
import sandstore.proto.RepairAwaits;
import sandstore.wire.NodeId;

/** Whom repair waits for, and when it says so. */
final class GraceTimeTest {
  private static final Namespace NAMESPACE =
      Chunks.file(
          List.of(
              PlannerTest.nodes(1, 2, 3), PlannerTest.nodes(2, 3, 4), PlannerTest.nodes(1, 2, 4)));

  private final List<String> told = new ArrayList<>();
  private final GraceTime graceTime =
      new GraceTime(
          event -> {
            RepairAwaits awaits = event.getRepairAwaits();
            told.add(
                String.join(" ", awaits.getNodesList())
                    + (": " + awaits.getChunks() + ", " + awaits.getMillis()));
          });

  private void at(int second, String nodes) {
    graceTime.tick(
        NAMESPACE,
        PlannerTest.situation(nodes),
        TimeUnit.SECONDS.toNanos(10 - second),
        TimeUnit.SECONDS.toNanos(second));
  }

  @Test
  void itIsToldOnceUntilItChanges() {
    at(0, "1 2 3 4");
    assertThat(told).as("everybody is here").isEmpty();
    at(1, "1 2 3? 4");
    at(2, "1 2 3? 4");
    assertThat(told).containsExactly("node3: 2, 9000");
    at(3, "1 2 3? 4?");
    at(4, "1 2 3 4?");
    at(5, "1 2 3 4");
    at(6, "1 2 3 4");
    assertThat(told)
        .containsExactly("node3: 2, 9000", "node3 node4: 1, 7000", "node4: 2, 6000", ": 0, 0");
  }

  @Test
  void itIsToldAgainWhileItLastsAndEndsWhenTheTimeIsOver() {
    at(1, "1 2 3? 4");
    at(5, "1 2 3? 4");
    at(6, "1 2 3? 4");
    at(10, "1 2 3! 4");
    assertThat(told).containsExactly("node3: 2, 9000", "node3: 2, 4000", ": 0, 0");
  }

  /** Two nodes cannot hold three copies: when the third is gone nothing is copied. */
  @Test
  void whereNothingWouldBeCopiedNobodyIsWaitedFor() {
    Namespace three = Chunks.file(Collections.nCopies(5, PlannerTest.nodes(1, 2, 3)));
    Situation away = PlannerTest.situation("1 2 3?");
    assertThat(Survey.shortWithoutWhoIsAway(three, away)).isZero();
    assertThat(Survey.shortWithoutWhoIsAway(three, PlannerTest.situation("1 2 3? 4"))).isEqualTo(5);
  }

  @Test
  void theGraceTimeThatIsLeftIsThatOfWhoWentFirst() {
    Absences absences = new Absences();
    List<NodeId> all = PlannerTest.nodes(1, 2, 3);
    absences.observe(all, all, 100);
    assertThat(absences.graceLeftNanos(100, 10)).isZero();
    absences.observe(all, PlannerTest.nodes(1, 2), 100);
    absences.observe(all, Set.copyOf(PlannerTest.nodes(1)), 104);
    assertThat(absences.graceLeftNanos(106, 10)).isEqualTo(4);
    assertThat(absences.graceLeftNanos(111, 10)).as("node3 is gone").isEqualTo(3);
  }
}
