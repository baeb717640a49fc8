package sandstore.lab.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Trace;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkStored;
import sandstore.proto.Event;
import sandstore.proto.FileCommitted;
import sandstore.proto.ReplicaCorrupt;
import sandstore.proto.Role;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcHeld;

/** Answers and their chains, for stories told event by event. */
class WhyTest {
  private static final String UPLOAD = "00000000000000aa";

  /** A story that can be told again without one of its events. */
  private static List<Event> told(java.util.function.Consumer<Trace> story) {
    List<Event> events = new ArrayList<>();
    Trace.each(new Trace(), story, (event, after) -> events.add(event));
    return events;
  }

  private static EventLog log(List<Event> events) {
    EventLog log = new EventLog(1000, ClusterView.EMPTY);
    ClusterView view = ClusterView.EMPTY;
    long order = 0;
    for (Event event : events) {
      view = sandstore.lab.view.Fold.fold(view, event);
      log.add(new LabEvent(++order, order, event), view);
    }
    return log;
  }

  private static Answer ask(Question question, String words, List<Event> events) {
    return question.answer(words.isEmpty() ? List.of() : List.of(words.split(" ")), log(events));
  }

  private static String text(Answer answer) {
    return answer.says()
        + "\n"
        + answer.chain().stream()
            .map(b -> b.id() + " " + b.says())
            .collect(Collectors.joining("\n"));
  }

  /** Each id is that of the event; without any of them the answer is another one. */
  private static void holdsOnlyFor(Question question, String words, List<Event> events) {
    Answer answer = ask(question, words, events);
    assertThat(answer.chain()).isNotEmpty();
    for (Answer.Because because : answer.chain()) {
      long order = because.event().order();
      assertThat(because.event().event()).isEqualTo(events.get((int) order - 1));
      List<Event> without = new ArrayList<>(events);
      without.remove((int) order - 1);
      String other;
      try {
        other = sentences(ask(question, words, without));
      } catch (Refusal e) {
        other = String.valueOf(e.getMessage());
      }
      assertThat(other).as("without %s", because.id()).isNotEqualTo(sentences(answer));
    }
  }

  private static String sentences(Answer answer) {
    return answer.says()
        + answer.chain().stream().map(Answer.Because::says).collect(Collectors.joining("\n"));
  }

  private static void aLeaderIsKilled(Trace trace) {
    trace.up("raft", 3).wins(1, 1, 2, 3).exited(1).wins(2, 2, 3);
  }

  @Test
  void itLeadsSinceTheOneBeforeItEnded() {
    List<Event> events = told(WhyTest::aLeaderIsKilled);
    assertThat(text(ask(new WhyLeader(), "node2", events)))
        .isEqualTo(
            """
            node2 leads in term 2: it campaigned since node1, which led, had ended, and had 2 votes, of which 2 were needed
            e14 node1 won the election for term 1
            e17 node1 ended: killed by the lab
            e19 node2 campaigns for term 2
            e20 node2 voted for itself in term 2
            e22 node3 voted for node2 in term 2
            e23 node2 won the election for term 2""");
    holdsOnlyFor(new WhyLeader(), "node2", events);
  }

  @Test
  void unnamedItIsTheOneThatLeadsNow() {
    List<Event> events = told(WhyTest::aLeaderIsKilled);
    assertThat(ask(new WhyLeader(), "", events)).isEqualTo(ask(new WhyLeader(), "node2", events));
  }

  @Test
  void itLedUntilItEnded() {
    List<Event> events = told(WhyTest::aLeaderIsKilled);
    assertThat(ask(new WhyLeader(), "node1", events).says())
        .isEqualTo(
            "node1 led in term 1: it campaigned since no leader was known, and had 3 votes,"
                + " of which 2 were needed; it has ended since, and node2 leads in term 2");
    holdsOnlyFor(new WhyLeader(), "node1", events);
  }

  @Test
  void itDidNotWin() {
    List<Event> events =
        told(
            trace ->
                trace
                    .up("raft", 5)
                    .wins(1, 1, 2, 3, 4, 5)
                    .exited(1)
                    .campaigns(4, 2)
                    .campaigns(5, 2)
                    .term(3, 2)
                    .votes(3, 2, 5));
    assertThat(ask(new WhyLeader(), "node4", events).says())
        .isEqualTo(
            "node4 campaigned for term 2 and did not win: it had 1 vote of the 3 that it needed;"
                + " nobody leads");
    assertThat(ask(new WhyLeader(), "node3", events).says())
        .isEqualTo("node3 was not seen to campaign, and so has not won; nobody leads");
    holdsOnlyFor(new WhyLeader(), "node4", events);
  }

  @Test
  void aVoteThatWasNotSeenIsSaidSo() {
    List<Event> events = told(WhyTest::aLeaderIsKilled);
    events.removeIf(e -> e.getNode().equals("node3") && e.getVoteCast().getTerm() == 2);
    assertThat(ask(new WhyLeader(), "node2", events).says())
        .endsWith("of the 2 votes that it needed 1 were seen");
  }

  private static RpcHeld append(int to) {
    return RpcHeld.newBuilder()
        .setId(9)
        .setFrom("node1")
        .setTo("node" + to)
        .setKind("AppendEntries")
        .setHeld(1)
        .setDetail(RpcDetail.newBuilder().setTerm(1).setPreviousIndex(1).setEntries(1))
        .build();
  }

  /** node1 leads and has entry 2; what would bring it to node2 waits, and node3 has ended. */
  private static void anEntryWaits(Trace trace) {
    trace
        .up("raft", 3)
        .wins(1, 1, 2, 3)
        .appended(1, 1, 1, 1, 1)
        .appended(2, 1, 1, 1, 1)
        .committed(1, 1)
        .exited(3)
        .appended(1, 2, 2, 2, 1)
        .node(1, Event.newBuilder().setRpcHeld(append(2)));
  }

  @Test
  void whatWaitsKeepsAnEntryFromBeingCommitted() {
    List<Event> events = told(WhyTest::anEntryWaits);
    assertThat(text(ask(new WhyNot(), "committed 2", events)))
        .isEqualTo(
            """
            node1 has entry 2, 2 are needed: node2 would get it by node1.1, which waits; node3 has ended
            e20 node3 ended: killed by the lab
            e21 node1 wrote entry 2 of term 1 to its log
            e22 node1.1 waits: AppendEntries node1 -> node2, term 1, entry 2""");
    holdsOnlyFor(new WhyNot(), "committed 2", events);
  }

  @Test
  void itIsCommittedOrNotThereAtAll() {
    List<Event> events = told(WhyTest::anEntryWaits);
    assertThat(ask(new WhyNot(), "committed 1", events).says()).isEqualTo("entry 1 is committed");
    assertThat(ask(new WhyNot(), "committed 3", events).says())
        .isEqualTo("node1 leads, and its log ends at 2: it has no entry 3");
    holdsOnlyFor(new WhyNot(), "committed 1", events);
    holdsOnlyFor(new WhyNot(), "committed 3", events);
  }

  @Test
  void aMajorityOfCopiesOfAnEarlierTermIsNoCommit() {
    List<Event> events =
        told(
            trace ->
                trace
                    .up("raft", 3)
                    .wins(1, 1, 2, 3)
                    .appended(1, 1, 1, 1, 1)
                    .wins(2, 2, 3)
                    .wins(1, 3, 3)
                    .appended(3, 1, 1, 1, 1));
    assertThat(ask(new WhyNot(), "committed 1", events).says())
        .isEqualTo(
            "node1, node3 have entry 1, which is a majority; but it is of term 1, and a leader"
                + " counts copies of entries of its own term only, which is 3");
    holdsOnlyFor(new WhyNot(), "committed 1", events);
  }

  /** node1 is primary and has entry 2; node3 has been taken out of those in sync. */
  private static void aPrimaryWaits(Trace trace) {
    trace
        .up("replicated", 3)
        .primary(1, 1, "all that had everything are back, and its log is longest")
        .appended(1, 1, 1, 1, 1)
        .appended(2, 1, 1, 1, 1)
        .replicator(1, 2, 1, "InSync")
        .replicator(1, 3, 0, "CatchingUp")
        .committed(1, 1)
        .appended(1, 2, 2, 2, 1)
        .node(1, Event.newBuilder().setRpcHeld(append(2).toBuilder().setKind("Replicate")));
  }

  @Test
  void aPrimaryWaitsForAllThatAreInSync() {
    List<Event> events = told(WhyTest::aPrimaryWaits);
    assertThat(text(ask(new WhyNot(), "committed 2", events)))
        .isEqualTo(
            """
            node1 has entry 2, and a primary waits for all that are in sync: node2 would get it by node1.1, which waits
            e10 node1 sends node2 entry 2 next
            e13 node1 wrote entry 2 of term 1 to its log
            e14 node1.1 waits: Replicate node1 -> node2, term 1, entry 2""");
    holdsOnlyFor(new WhyNot(), "committed 2", events);
  }

  /** A backup applies what it has forced, and tells so; its primary has not heard so. */
  @Test
  void whatABackupHasAppliedMayNotBeAcknowledged() {
    List<Event> events =
        told(
            trace -> {
              aPrimaryWaits(trace);
              trace.appended(2, 2, 2, 2, 1).committed(2, 2);
            });
    assertThat(ask(new WhyNot(), "committed 2", events).says())
        .isEqualTo(
            "node1, node2 have entry 2, and nobody else is in sync; node1 has not heard so yet");
    holdsOnlyFor(new WhyNot(), "committed 2", events);
  }

  private static void aPrimaryIsKilled(Trace trace) {
    trace
        .up("replicated", 3)
        .primary(1, 1, "all that had everything are back, and its log is longest")
        .exited(1)
        .primary(2, 2, "it is in sync, and node1, which led, is gone");
  }

  @Test
  void nobodyVotesForAPrimary() {
    List<Event> events = told(WhyTest::aPrimaryIsKilled);
    assertThat(text(ask(new WhyLeader(), "", events)))
        .isEqualTo(
            """
            node2 leads in view 2. Nobody voted: it is in sync, and node1, which led, is gone
            e7 node1 made itself primary in view 1: all that had everything are back, and its log is longest
            e8 node1 ended: killed by the lab
            e9 node2 made itself primary in view 2: it is in sync, and node1, which led, is gone""");
    assertThat(ask(new WhyLeader(), "node1", events).says())
        .isEqualTo(
            "node1 led in view 1. Nobody voted: all that had everything are back, and its log is"
                + " longest; it has ended since, and node2 leads in view 2");
    assertThat(ask(new WhyLeader(), "node3", events).says())
        .isEqualTo("node3 was not seen to become primary; node2 leads in view 2");
    holdsOnlyFor(new WhyLeader(), "node2", events);
    holdsOnlyFor(new WhyLeader(), "node1", events);
    holdsOnlyFor(new WhyLeader(), "node3", events);
  }

  @Test
  void whoIsAloneLeads() {
    List<Event> events = told(trace -> trace.up("basic", 1).role(1, Role.SINGLE, 1));
    assertThat(ask(new WhyLeader(), "", events).says())
        .isEqualTo("node1 leads since it is the only node, and asks nobody");
    holdsOnlyFor(new WhyLeader(), "", events);
  }

  private static ChunkId chunk(int index) {
    return ChunkId.newBuilder().setUpload(UPLOAD).setIndex(index).build();
  }

  private static void copies(Trace trace) {
    trace.up("raft", 3).wins(1, 1, 2, 3);
    for (int node = 1; node <= 3; node++) {
      trace.node(node, Event.newBuilder().setChunkStored(ChunkStored.newBuilder().setId(chunk(1))));
    }
    trace
        .node(
            1,
            Event.newBuilder()
                .setFileCommitted(
                    FileCommitted.newBuilder()
                        .setIndex(5)
                        .setPath("/big")
                        .setChunks(2)
                        .setLength(9)
                        .addUploads(UPLOAD)))
        .node(
            2,
            Event.newBuilder()
                .setReplicaCorrupt(
                    ReplicaCorrupt.newBuilder().setId(chunk(1)).setReason("checksum")))
        .exited(3);
  }

  @Test
  void whatBecameOfEachCopy() {
    List<Event> events = told(WhyTest::copies);
    String says =
        "chunk 1 of /big is on node1; node2's copy is damaged: checksum; node3, which has it, has"
            + " ended";
    assertThat(ask(new WhyChunk(), "c1 missing", events).says()).isEqualTo(says);
    assertThat(ask(new WhyChunk(), "/big 1 missing", events).says()).isEqualTo(says);
    assertThat(ask(new WhyChunk(), "/big 0", events).says())
        .isEqualTo("chunk 0 of /big: where it was stored was not seen");
    holdsOnlyFor(new WhyChunk(), "c1 missing", events);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    List<Event> events = told(WhyTest::copies);
    Set<String> refused =
        Set.of(
            "leader node1 node2",
            "leader node9",
            "not committed",
            "not committed x",
            "chunk ",
            "chunk c7 missing",
            "chunk /none 0 missing",
            "chunk cx missing");
    for (String words : refused) {
      String rest = words.substring(words.indexOf(' ') + 1);
      Question question =
          words.startsWith("leader")
              ? new WhyLeader()
              : words.startsWith("not") ? new WhyNot() : new WhyChunk();
      assertThatThrownBy(() -> ask(question, rest, events)).as(words).isInstanceOf(Refusal.class);
    }
  }
}
