package sandstore.lab.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Trace;

class ConditionTest {
  private static final Jobs JOBS =
      n -> n == 1 ? new JobState(100_000_001, false, -1) : JobState.NONE;

  /** Five nodes; node1 led term 1 and was killed, node3 leads term 2; node5 has yet to speak. */
  private static ClusterView view() {
    return new Trace()
        .up("raft", 5)
        .wins(1, 1, 2, 3)
        .counted(1, 3, 2, 7, 0, 1, 2, 3, 4, 5)
        .cut("node3", "node4")
        .exited(1)
        .wins(3, 2, 2, 4)
        .spawned(5)
        .view();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "leader == 'node3' ; TRUE",
        "leader != '' && nodes.filter(n, n.alive).size() == 3 ; TRUE",
        "leaders == ['node3'] ; TRUE",
        "leader in ['node3', 'node4', 'node5'] && term > 1 ; TRUE",
        "term == 3 ; FALSE",
        "underReplicated == 0 ; UNKNOWN",
        "underReplicated > 0 ; UNKNOWN",
        "!(underReplicated == 0) ; UNKNOWN",
        "underReplicated == 0 && leader == 'node1' ; FALSE",
        "underReplicated == 0 || leader == 'node3' ; TRUE",
        "orphans == 0 ; UNKNOWN",
        "node('node1').process == 'exited' && node('node1').role == '' ; TRUE",
        "node('node1').pid == -1 && node('node1').term == 1 ; TRUE",
        "node('node5').process == 'starting' ; TRUE",
        "node('node5').role == 'follower' ; UNKNOWN",
        "nodes.exists(n, n.role == 'leader') ; TRUE",
        "nodes.all(n, n.role != 'candidate') ; UNKNOWN",
        "node('node9').process == '' && node('node9').lastIndex == -1 ; TRUE",
        "elections.exists(e, e.outcome == 'won' && e.tally[e.leader] == 3) ; TRUE",
        "elections.exists(e, e.leader == leader && e.tally[leader] >= 3) ; TRUE",
        "elections.exists(e, 'node4' in e.tally) ; FALSE",
        "elections[7].term == 1 ; UNKNOWN",
        "faults.size() == 1 && faults[0].cut && faults[0].lossPercent == 0 ; TRUE",
        "job(1).bytes > 100000000 && !job(1).done ; TRUE",
        "job(2).bytes == -1 ; TRUE",
        "operations.invoked == 0 ; TRUE",
        "quorum == 3 && voters.size() == 5 ; TRUE",
        "health['node2']['node3'] == '' ; TRUE",
        "node('node3').matchIndex['node2'] == -1 ; TRUE",
        "topology == 'raft' ; TRUE",
      })
  void saysWhatHoldsAndWhatIsNotKnown(String text, Verdict.Truth expected) throws BadCondition {
    Verdict verdict = Condition.compile(text).evaluate(view(), JOBS);

    assertThat(verdict.truth()).as(verdict.saw()).isEqualTo(expected);
  }

  @Test
  void seesHowTheStepBegan() throws BadCondition {
    Condition later = Condition.compile("term > start.term && start.leader == ''");

    assertThat(later.evaluate(view(), Jobs.NONE, ClusterView.EMPTY).isTrue()).isTrue();
    assertThat(later.evaluate(view(), Jobs.NONE).isTrue()).isFalse();
  }

  @Test
  void aWatchSeesEventsSinceItsBeginning() throws BadCondition {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2);
    Watch cut =
        new Watch(
            Condition.compileWatched(
                "leader == 'node1' && seen('VoteCast', event.node == 'node3' && event.term == 2)"),
            trace.view());
    assertThat(cut.judge(trace.view(), Jobs.NONE).truth()).isEqualTo(Verdict.Truth.FALSE);

    trace.votes(3, 1, 1);
    cut.hears(trace.last());
    assertThat(cut.judge(trace.view(), Jobs.NONE).isTrue()).isFalse();
    trace.votes(3, 2, 2);
    cut.hears(trace.last());

    assertThat(cut.judge(trace.view(), Jobs.NONE).isTrue()).isTrue();
  }

  @Test
  void aWatchCountsElectionsSinceItsBeginning() throws BadCondition {
    Trace trace = new Trace().up("raft", 3).wins(1, 1, 2);
    Watch won =
        new Watch(
            Condition.compileWatched("elections.exists(e, e.outcome == 'won')"), trace.view());
    assertThat(won.judge(trace.view(), Jobs.NONE).isTrue()).isFalse();

    trace.wins(2, 2, 3);

    assertThat(won.judge(trace.view(), Jobs.NONE).isTrue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seen('VoteCst', true) | 15 | no event is called VoteCst",
        "term > 1 && seen('VoteCast', event.trm == 1) | 28 | undefined field 'trm'",
        "seen('VoteCast') | 0 | seen is asked for a kind of event and a condition",
        "seen('VoteCast', event.term) | 16 | what is asked of an event is true or false",
        "seen('VoteCast', true) && leadr == '' | 26 | there is no name leadr",
      })
  void complainsOfASightingToo(String text, int position, String message) {
    BadCondition bad =
        catchThrowableOfType(BadCondition.class, () -> Condition.compileWatched(text));

    assertThat(bad).hasMessageContaining(message);
    assertThat(bad.position()).isEqualTo(position);
  }

  @Test
  void atThePromptNothingWasSeenSinceABeginning() {
    BadCondition bad =
        catchThrowableOfType(
            BadCondition.class, () -> Condition.compile("term > 0 && seen('VoteCast', true)"));

    assertThat(bad).hasMessageContaining("seen(..) is for lessons");
    assertThat(bad.position()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leader == 'node2' && term == 3 | leader='node3', term=2",
        "leaders.size() == 2 | leaders=['node3']",
        "underReplicated == 0 | underReplicated=?",
        "node('node1').process == 'running' | node('node1').process='exited'",
        "operations.ok > 5 | operations.ok=0",
        "job(1).done | job(1).done=false",
        "nodes.all(n, n.alive) | nodes=[node1 exited, node2 running follower,"
            + " node3 running leader, node4 running follower, node5 starting ?]",
        "elections.exists(e, e.outcome == 'none') | elections=["
            + "{term: 1, tally: {node1: 3}, leader: 'node1', outcome: 'won'},"
            + " {term: 2, tally: {node3: 3}, leader: 'node3', outcome: 'won'}]",
      })
  void showsWhatItSaw(String text, String saw) throws BadCondition {
    assertThat(Condition.compile(text).evaluate(view(), JOBS).saw()).isEqualTo(saw);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leadr == 'node1' | 0 | there is no name leadr | did you mean leader?",
        "term > 1 && leadr == '' | 12 | there is no name leadr | did you mean leader?",
        "nodes.exists(n, n.rolle == 'leader') | 17 | there is no field rolle | node has id",
        "term | 0 | a condition is true or false; this is of type int | compare",
        "leader = 'node1' | 7 | equality is written == | as in leader == 'node1'",
        "node('nod1').term == 1 | 5 | no node is called 'nod1' | node1, node2",
        "frob(1) | 4 | there is no function frob | known names: topology",
        "leader == 3 | 7 | two things of different kinds | texts stand in quotes",
        "nodes.all(n, n.foo) | 14 | there is no field foo | node has id",
        "elections.all(e, e.taly == 1) | 18 | there is no field taly | election has term",
        "held.all(m, m.foo == 1) | 13 | there is no field foo | held has id",
        "node('node1').foo == 1 | 13 | there is no field foo | node has id",
        "operations.foo == 1 | 10 | there is no field foo | operations has invoked",
        "leader soon | 7 | 'soon' does not belong here | known names",
        "files == 1 2 | 11 | '2' does not belong here | known names",
        "files == 1 ` | 11 | '`' does not belong here | known names",
        "leader == | 9 | something is missing at its end | known names",
      })
  void complainsWithPlaceAndHint(String text, int position, String message, String hint) {
    BadCondition bad = catchThrowableOfType(BadCondition.class, () -> Condition.compile(text));

    assertThat(bad).hasMessageContaining(message);
    assertThat(bad.position()).isEqualTo(position);
    assertThat(bad.hint()).contains(hint);
  }

  @Test
  void aProgramReadsTheSameValues() {
    assertThat(StatusDocument.of(view()).toString())
        .isEqualTo(
            "{topology=raft, leader=node3, term=2, nodes=["
                + "{id=node1, pid=null, zone=, role=, alive=false, process=exited, slow=false,"
                + " term=1, lastIndex=0, commitIndex=0, appliedIndex=0}, "
                + node(2)
                + ", "
                + node(3)
                + ", "
                + node(4)
                + ", {id=node5, pid=205, zone=, role=null, alive=false, process=starting, slow=false,"
                + " term=null, lastIndex=null, commitIndex=null, appliedIndex=null}],"
                + " faults=[{from=node3, to=node4, cut=true, delayMillis=0, lossPercent=0,"
                + " effect=}],"
                + " files=null, chunks=null, underReplicated=null, corrupt=0, orphans=null, held=[],"
                + " unsafe=[]}");
  }

  private static String node(int n) {
    return "{id=node%d, pid=10%d, zone=, role=%s, alive=true, process=running, slow=false, term=2, lastIndex=0, commitIndex=0, appliedIndex=0}"
        .formatted(n, n, n == 3 ? "leader" : "follower");
  }
}
