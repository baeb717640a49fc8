package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.journal.Journal.Outcome;
import sandstore.node.journal.Journal.Reading;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.LogItem;
import sandstore.proto.Role;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.UnknownOutcome;

/** Stories of a real group: real sockets, real files, real elections. */
class RaftJournalTest {
  @TempDir Path temp;
  private Group group;

  private void start(int nodes) throws IOException {
    group = new Group(temp, nodes);
    group.startAll();
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void aNodeToldToStandIsElectedAndCommits() throws IOException {
    start(3);
    assertThat(group.member(2).journal.elect()).isEmpty();
    Group.Member leader = group.awaitLeader();
    assertThat(leader.id).isEqualTo(NodeId.of(2));
    assertThat(leader.journal.elect()).isEqualTo("node2 leads already");

    long session = Group.openSession(leader);
    Outcome outcome = Group.make(leader, session, 1);
    assertThat(outcome.result().getFile().getPath()).isEqualTo("/folder-1");
    assertThat(outcome.term()).isEqualTo(leader.state().getTerm());

    group.awaitAgreement();
    assertThat(leader.state().getVotersList()).containsExactly("node1", "node2", "node3");
    assertThat(leader.state().getReplicatorsList())
        .extracting(r -> r.getPeer() + " " + r.getState())
        .containsExactlyInAnyOrder("node1 Replicate", "node3 Replicate");
    assertThat(leader.journal.entries(0, 10))
        .extracting(LogItem::getKind)
        .containsExactly("configuration", "OpenSession", "MakeFolder");
    assertThat(kinds(leader))
        .containsSubsequence(
            "TERM_ADVANCED", "VOTE_CAST", "ELECTION_STARTED", "LEADER_ELECTED", "COMMIT_ADVANCED");
    assertThat(leader.events(Event.KindCase.ELECTION_STARTED).get(0).getElectionStarted())
        .matches(e -> e.getForced() && e.getTerm() == 1);
    Group.Member follower = group.member(1);
    assertThat(kinds(follower))
        .contains("TERM_ADVANCED", "VOTE_CAST", "LEADER_ELECTED", "ENTRIES_APPENDED", "APPLIED");
    assertThat(follower.state().getRole()).isEqualTo(Role.FOLLOWER);
    assertThat(follower.state().getVotedFor()).isEqualTo("node2");
  }

  @Test
  void whoDoesNotLeadRefusesDefinitely() throws IOException {
    start(3);
    assertThatThrownBy(() -> Group.openSession(group.member(1)))
        .hasCauseInstanceOf(DefiniteFailure.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo(Failure.Code.NO_LEADER));
    group.member(1).journal.elect();
    group.awaitLeader();
    await().until(() -> group.member(3).journal.leader() != null);
    assertThatThrownBy(() -> Group.openSession(group.member(3)))
        .satisfies(e -> assertThat(code(e)).isEqualTo(Failure.Code.NOT_LEADER))
        .satisfies(
            e ->
                assertThat(((DefiniteFailure) e.getCause()).failure().getLeader())
                    .isEqualTo("node1"));
  }

  @Test
  void rule6_everyNodeReadsWhatWasAcknowledgedBefore() throws IOException {
    start(3);
    group.member(1).journal.elect();
    Group.Member leader = group.awaitLeader();
    long session = Group.openSession(leader);
    for (int i = 1; i <= 20; i++) {
      long index = Group.make(leader, session, i).index();
      Group.Member reader = group.members().get(i % 3);
      await().until(() -> reader.journal.leader() != null);
      Reading reading = reader.journal.readLinearizable().join();
      assertThat(reading.appliedIndex()).isGreaterThanOrEqualTo(index);
      assertThat(reading.namespace().stat("/folder-" + i).getFolder()).isTrue();
      assertThat(reading.stale()).isFalse();
    }
  }

  /** Also of issue 3: the tail that nobody got is seen being truncated. */
  @Test
  void aLeaderThatWasCutOffLosesItsTailAndNothingElse() throws IOException {
    start(3);
    group.member(1).journal.elect();
    Group.Member old = group.awaitLeader();
    long session = Group.openSession(old);
    Group.make(old, session, 1);
    group.awaitAgreement();

    group.isolate(old.id);
    CompletableFuture<Outcome> lost = old.journal.propose(Group.makeFolder(session, 2));
    CompletableFuture<Reading> read = old.journal.readLinearizable();
    await().until(() -> group.members().stream().anyMatch(m -> m != old && m.journal.leads()));

    assertThatThrownBy(read::join).hasCauseInstanceOf(DefiniteFailure.class);
    assertThatThrownBy(lost::join)
        .hasCauseInstanceOf(UnknownOutcome.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo(Failure.Code.LEADER_STEPPED_DOWN));
    Group.Member successor =
        group.members().stream().filter(m -> m != old && m.journal.leads()).findFirst().get();
    await().until(() -> successor.state().getCommitIndex() > old.state().getCommitIndex());
    Group.make(successor, session, 3);

    group.heal();
    group.awaitAgreement();
    Event truncated = old.events(Event.KindCase.ENTRIES_TRUNCATED).get(0);
    assertThat(truncated.getEntriesTruncated().getOperationsList())
        .containsExactly("MakeFolder /folder-2");
    assertThat(kinds(old)).contains("LEADER_STEPPED");
    assertThat(kinds(successor)).contains("PRE_VOTE_STARTED", "LEADER_ELECTED");
    assertThat(old.journal.readLocal().namespace().list("/", null, 10))
        .extracting(f -> f.getPath())
        .containsExactly("/folder-1", "/folder-3");
  }

  @Test
  void aFollowerThatMissedTheLogGetsTheSnapshot() throws IOException {
    start(3);
    group.member(1).journal.elect();
    Group.Member leader = group.awaitLeader();
    long session = Group.openSession(leader);
    Group.make(leader, session, 1);
    group.awaitAgreement();

    group.stop(NodeId.of(3));
    for (int i = 2; i <= 40; i++) {
      Group.make(leader, session, i);
    }
    leader.journal.snapshot().join();
    Group.make(leader, session, 41);
    long index = leader.journal.snapshot().join();
    await().until(() -> leader.state().getFirstIndex() > 10);
    assertThat(leader.state().getSnapshotIndex()).isEqualTo(index);
    await().until(() -> leader.events(Event.KindCase.SNAPSHOT_SAVED).size() == 2);
    await().until(() -> !leader.events(Event.KindCase.LOG_COMPACTED).isEmpty());

    Group.Member late = group.start(NodeId.of(3));
    group.awaitAgreement();
    assertThat(late.events(Event.KindCase.SNAPSHOT_INSTALLED))
        .extracting(e -> e.getSnapshotInstalled().getFrom())
        .containsExactly("node1");
    assertThat(late.state().getFiles()).isEqualTo(leader.state().getFiles());
    assertThat(late.journal.readLocal().namespace().list("/", null, 100)).hasSize(41);

    group.stop(NodeId.of(3)); // and it lives by it
    Group.make(leader, session, 42);
    group.start(NodeId.of(3));
    group.awaitAgreement();
    assertThat(group.member(3).events(Event.KindCase.SNAPSHOT_INSTALLED)).isEmpty();
  }

  @Test
  void aGroupThatWasStoppedComesBackWithAllThatItHad() throws IOException {
    start(3);
    group.member(1).journal.elect();
    Group.Member leader = group.awaitLeader();
    long session = Group.openSession(leader);
    for (int i = 1; i <= 5; i++) {
      Group.make(leader, session, i);
    }
    long term = leader.state().getTerm();
    group.awaitAgreement();
    group.close();

    start(3);
    group.member(2).journal.elect();
    leader = group.awaitLeader();
    assertThat(leader.state().getTerm()).isGreaterThan(term);
    Reading reading = leader.journal.readLinearizable().join();
    assertThat(reading.namespace().list("/", null, 10)).hasSize(5);
    Group.make(leader, session, 6);
    group.awaitAgreement();
  }

  @Test
  void aSingleNodeLeadsItself() throws IOException {
    start(1);
    Group.Member only = group.awaitLeader();
    long session = Group.openSession(only);
    Group.make(only, session, 1);
    assertThat(only.journal.readLinearizable().join().namespace().files()).isZero();
    await().until(() -> kinds(only).contains("LEADER_ELECTED"));
  }

  /** Seen: it held all but the last, which had been acknowledged before it was asked for. */
  @Test
  void aSnapshotHoldsAllThatWasAcknowledgedBefore() throws IOException {
    start(1);
    Group.Member only = group.awaitLeader();
    long session = Group.openSession(only);
    for (int i = 1; i <= 100; i++) {
      long made = Group.make(only, session, i).index();
      assertThat(only.journal.snapshot().join()).isGreaterThanOrEqualTo(made);
    }
  }

  @Test
  void theSixthNodeLearns() throws IOException {
    start(6);
    group.member(1).journal.elect();
    Group.Member leader = group.awaitLeader();
    Group.make(leader, Group.openSession(leader), 1);
    group.awaitAgreement();
    assertThat(group.member(6).state().getRole()).isEqualTo(Role.LEARNER);
    assertThat(group.member(6).state().getLearnersList()).containsExactly("node6");
    assertThat(group.member(6).journal.elect()).contains("has no vote");
    assertThat(group.member(6).journal.readLinearizable().join().namespace().list("/", null, 9))
        .hasSize(1);
  }

  private static List<String> kinds(Group.Member member) {
    return member.events.stream().map(e -> e.getKindCase().name()).toList();
  }

  private static Failure.Code code(Throwable e) {
    Throwable cause = e instanceof CompletionException ? e.getCause() : e;
    return ((sandstore.wire.StoreException) cause).code();
  }
}
