package sandstore.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sandstore.proto.Event;
import sandstore.proto.NodeState;
import sandstore.proto.Role;

class InvariantsTest {
  @Test
  void holdThroughKillsAndRestarts() {
    Trace trace = raft();

    assertThat(broken(trace, t -> t.wins(2, 2, 3))).isEmpty();
    assertThat(broken(trace, t -> t.exited(2))).isEmpty();
    trace.appended(2, 1, 9, 1, 1).committed(2, 7).exited(2).spawned(2);
    assertThat(broken(trace, t -> t.state(2, NodeState.newBuilder().setTerm(2), 3))).isEmpty();
  }

  @Test
  void termsNeverFall() {
    assertThat(broken(raft().term(1, 3), t -> t.term(1, 2)))
        .containsExactly("node1 fell from term 3 back to term 2");
  }

  @Test
  void whoWasWipedBeginsAtTermZero() {
    Trace trace = raft().term(1, 3).exited(1).spawned(1);
    assertThat(broken(trace, t -> t.state(1, NodeState.newBuilder().setTerm(0), 3))).isEmpty();
    assertThat(broken(trace.term(1, 4), t -> t.term(1, 2))).hasSize(1);
  }

  @Test
  void commitNeverMovesBack() {
    Trace trace = raft().appended(1, 1, 9, 1, 1).committed(1, 7);

    assertThat(broken(trace, t -> t.truncated(1, 8, 9))).isEmpty();
    assertThat(broken(trace, t -> t.truncated(1, 6, 7)))
        .containsExactly("node1 took back what was committed: entries 6..7");
    assertThat(broken(trace, t -> t.committed(1, 4)))
        .containsExactly("node1 took back what was committed: entries 5..5");
  }

  /** A node so busy that its state could not be taken in quiet tells some of it once more. */
  @Test
  void whatIsToldOnceMoreTakesNothingBack() {
    Trace trace = raft().appended(1, 1, 9, 1, 1).committed(1, 7);
    ClusterView before = trace.view();
    trace.committed(1, 2);
    Event retold = trace.last().toBuilder().setRetold(true).build();

    assertThat(Invariants.check(before, retold, trace.view())).isEmpty();
    assertThat(Invariants.check(before, trace.last(), trace.view())).hasSize(1);
  }

  @Test
  void aTermHasOneLeader() {
    assertThat(broken(raft(), t -> t.role(2, Role.LEADER, 1)))
        .containsExactly("two leaders in term 1: node1 and node2");
  }

  @Test
  void primaryAndBackupPromiseNoneOfIt() {
    Trace trace = new Trace().up("replicated", 3).role(1, Role.PRIMARY, 1);
    trace.appended(1, 1, 9, 1, 1).committed(1, 9);

    assertThat(broken(trace, t -> t.truncated(1, 6, 9))).isEmpty();
    assertThat(broken(trace, t -> t.role(2, Role.PRIMARY, 1))).isEmpty();
  }

  private static Trace raft() {
    return new Trace().up("raft", 3).wins(1, 1, 2, 3);
  }

  private static List<String> broken(Trace trace, Consumer<Trace> event) {
    ClusterView before = trace.view();
    event.accept(trace);
    return Invariants.check(before, trace.last(), trace.view());
  }
}
