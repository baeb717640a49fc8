package sandstore.node.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.node.metadata.Chunks;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.wire.NodeId;

/** What is done first, how fast, how soon, and what is moved when nothing is missing. */
final class BacklogTest {
  @Test
  void theMostEndangeredComeFirst() {
    Namespace namespace =
        Chunks.file(
            List.of(
                PlannerTest.nodes(1, 2, 3),
                PlannerTest.nodes(2, 3, 4),
                PlannerTest.nodes(3, 4, 5),
                PlannerTest.nodes(1, 2, 5)));
    Backlog backlog = new Backlog();

    Survey.into(backlog, namespace, new Ailing(), PlannerTest.situation("1! 2! 3 4 5"));

    List<Integer> order = new ArrayList<>();
    for (PlacedChunk c = backlog.poll(); c != null; c = backlog.poll()) {
      order.add(c.name().index());
    }
    assertThat(order)
        .as("0 and 3 have one copy left, 1 has two, 2 has all")
        .containsExactly(0, 3, 1);
    assertThat(backlog.bytes()).isZero();
  }

  @Test
  void whatIsContentIsNotLookedAt() {
    Namespace namespace = Chunks.file(Collections.nCopies(5, PlannerTest.nodes(1, 2, 3)));
    assertThat(Survey.discontent(namespace, PlannerTest.situation("1 2 3 4"))).isZero();
    assertThat(Survey.discontent(namespace, PlannerTest.situation("1 2 3? 4"))).isZero();
    assertThat(Survey.discontent(namespace, PlannerTest.situation("1 2 3! 4"))).isEqualTo(5);
    assertThat(Survey.discontent(namespace, PlannerTest.situation("1- 2 3 4"))).isEqualTo(5);
  }

  @Test
  void aBadCopyIsCountedAsMissing() {
    Namespace namespace = Chunks.file(List.of(PlannerTest.nodes(1, 2, 3)));
    Ailing ailing = new Ailing();
    var alive = java.util.Set.copyOf(PlannerTest.nodes(1, 2, 3));
    assertThat(Survey.underReplicated(namespace, ailing, alive, 3)).isZero();

    var chunk = Chunks.placed(0, 9, PlannerTest.nodes(1)).name().toKey();
    assertThat(ailing.isFaulty(chunk, NodeId.of(2))).isTrue();

    assertThat(Survey.underReplicated(namespace, ailing, alive, 3)).isEqualTo(1);
    ailing.isWell(chunk, NodeId.of(2));
    assertThat(Survey.underReplicated(namespace, ailing, alive, 3)).isZero();
  }

  @Test
  void absenceIsShortUntilTheGraceIsOver() {
    Absences absences = new Absences();
    List<NodeId> all = PlannerTest.nodes(1, 2);
    absences.observe(all, PlannerTest.nodes(1), 100);
    absences.observe(all, PlannerTest.nodes(1), 150);
    assertThat(absences.presence(NodeId.of(1), 150, 60)).isEqualTo(Situation.Presence.HERE);
    assertThat(absences.presence(NodeId.of(2), 150, 60)).isEqualTo(Situation.Presence.AWAY);
    assertThat(absences.presence(NodeId.of(2), 160, 60)).isEqualTo(Situation.Presence.GONE);
    absences.observe(all, all, 170);
    absences.observe(all, PlannerTest.nodes(1), 180);
    assertThat(absences.presence(NodeId.of(2), 200, 60)).isEqualTo(Situation.Presence.AWAY);
  }

  @Test
  void noMoreThanTheRateOverAnySecond() {
    Pace pace = new Pace();
    long moved = 0;
    for (long nanos = 0; nanos <= 10_000_000_000L; nanos += 10_000_000) {
      if (pace.take(30, 100, nanos)) {
        moved += 30;
      }
    }
    assertThat(moved).isBetween(900L, 1130L);
  }

  @Test
  void copiesMoveFromFullNodesToEmptyOnes() {
    Namespace namespace = Chunks.file(Collections.nCopies(30, PlannerTest.nodes(1, 2, 3)));
    List<Balance.Move> moves = Balance.moves(namespace, PlannerTest.situation("1 2 3 4 5"));
    Map<NodeId, Integer> on = new HashMap<>();
    PlannerTest.nodes(1, 2, 3).forEach(n -> on.put(n, 30));
    moves.forEach(
        m -> {
          on.merge(m.from(), -1, Integer::sum);
          on.merge(m.to(), 1, Integer::sum);
        });
    assertThat(on.values()).allSatisfy(n -> assertThat(n).isBetween(15, 20));
  }

  @Test
  void noMoveTakesAChunkOutOfAZone() {
    Namespace namespace = Chunks.file(Collections.nCopies(30, PlannerTest.nodes(1, 3)));
    assertThat(Balance.moves(namespace, PlannerTest.situation("1a 2a 3b")))
        .isNotEmpty()
        .allSatisfy(
            m -> {
              assertThat(m.from()).isEqualTo(NodeId.of(1));
              assertThat(m.to()).isEqualTo(NodeId.of(2));
            });
  }
}
