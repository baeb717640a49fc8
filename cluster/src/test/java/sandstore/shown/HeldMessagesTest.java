package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.view.Gate.Held;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;
import sandstore.proto.HeldFate;

/** Somebody plays the network, on real processes. */
class HeldMessagesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Lets everything pass that waits, until the job is done. */
  private static Lab.Ending carry(TestLab lab, int job) throws InterruptedException {
    while (lab.run("expect job(" + job + ").done").status() != 0) {
      lab.ok("wait held.size() > 0 || job(" + job + ").done within 30s");
      if (!lab.view().gate().held().isEmpty()) {
        lab.run("deliver all"); // one may have been given up at this very moment
      }
    }
    return lab.run("wait job " + job);
  }

  @Test
  void messagesWaitUntilSomebodyLetsThemGo() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --pace slow"); // a busy machine may cost a leader its place
      anEntryIsCommittedWhenItsMessagesAreDelivered(lab);
      whoseReplyIsDroppedCannotKnow(lab);
      healLetsAllGo(lab);
      mistakesChangeNothing(lab);
    }
  }

  /** Who reads for half a minute before it is let go has not used up the client's patience. */
  @Test
  void whileItsMessageIsHeldAClientsTimeStandsStill() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --pace slow; transfer node1");
      lab.acquainted();
      lab.ok("hold CommitFile client -> leader");
      lab.ok("put --text held /held --timeout 2s &");
      lab.ok("wait held.exists(h, h.kind == 'CommitFile') within 30s");
      lab.ok("kill node1"); // another leads three seconds later, at the soonest
      lab.ok("wait leader != '' && leader != 'node1' within 60s");
      lab.ok("deliver CommitFile");
      assertThat(lab.run("wait job 1").status()).isZero();
      lab.ok("stat /held");
    }
  }

  /** Each heartbeat that a follower refuses has JRaft ask where the logs part. */
  @Test
  void aQuestionThatWaitsIsNotAskedAgainAndAgain() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --pace manual");
      lab.ok("heal holds");
      lab.ok("transfer node1");
      lab.ok("hold AppendEntries");
      assertThat(lab.run("mkdir /alone --at node1 --timeout 5s").status()).isEqualTo(3);
      lab.ok("kill node1; start node1; elect node1");
      lab.ok("wait leader == 'node1' && held.size() >= 2 within 30s");
      AtomicInteger heartbeats = new AtomicInteger();
      try (AutoCloseable listening =
          lab.lab().listen((event, view) -> heartbeats.addAndGet(heartbeats(event.event())))) {
        await().atMost(LONG).until(() -> heartbeats.get() >= 20);
      }
      assertThat(lab.view().gate().held()).hasSize(2);
      // And the logs come together: the answer is for each time that it was asked.
      lab.ok("heal");
      lab.ok("wait nodes.all(n, n.commitIndex == node('node1').lastIndex) within 30s");
      lab.ok("stat /alone");
    }
  }

  private static int heartbeats(Event event) {
    boolean one = event.hasRpcAnswered() && event.getRpcAnswered().getKind().equals("Heartbeat");
    return one ? 1 + event.getRpcAnswered().getLikeIt() : 0;
  }

  private static void anEntryIsCommittedWhenItsMessagesAreDelivered(TestLab lab)
      throws InterruptedException {
    lab.leader();
    lab.ok("hold AppendEntries");
    lab.ok("mkdir /held &");
    lab.ok("wait held.size() >= 2 && node(leader).lastIndex > node(leader).commitIndex within 30s");
    NodeView leader = lab.view().leader().orElseThrow();
    Held first = lab.view().gate().held().get(0);
    assertThat(first.holder()).isEqualTo(first.from());
    assertThat(leader.lastIndex()).isGreaterThan(leader.commitIndex());
    // As long as heartbeats go by, time passes for everybody but these.
    lab.ok("events");
    assertThat(lab.run("wait job 1 within 1s").status()).isEqualTo(1);
    assertThat(lab.view().nodes().values())
        .allMatch(n -> n.commitIndex() < leader.lastIndex(), "nobody has it committed");
    lab.ok("why not committed " + leader.lastIndex());
    assertThat(lab.result("why").text().get(0)).contains("node", "wait");

    assertThat(lab.run("deliver RequestVote node1 -> node2").hint()).contains("held shows");
    assertThat(lab.run("deliver node1 -> node2 now").hint()).contains("like this");
    lab.ok("deliver AppendEntries " + first.from() + " -> " + first.to());
    assertThat(lab.view().gate().held()).doesNotContain(first);
    assertThat(carry(lab, 1).status()).isZero();
    assertThat(lab.view().leader().orElseThrow().commitIndex())
        .isGreaterThanOrEqualTo(leader.lastIndex());
    lab.ok("heal");
    lab.ok("stat /held");
  }

  private static void whoseReplyIsDroppedCannotKnow(TestLab lab) throws InterruptedException {
    lab.leader();
    lab.ok("hold reply Propose leader -> client");
    lab.ok("mkdir /dark --at leader --timeout 8s &");
    lab.ok("wait held.exists(h, h.kind == 'Propose' && h.reply) within 30s");
    lab.ok("drop Propose");
    Lab.Ending ending = lab.run("wait job 2");
    assertThat(ending.status()).isEqualTo(3);
    assertThat(ending.message()).contains("may have happened");
    lab.ok("heal");
    lab.ok("settle");
    assertThat(lab.result("settle").text().get(0)).contains("/dark: it has happened, once");
    lab.ok("stat /dark");
    lab.ok("settle");
    assertThat(lab.result("settle").text().get(0)).contains("there is nothing");
  }

  private static void healLetsAllGo(TestLab lab) throws InterruptedException {
    lab.leader();
    lab.ok("hold Propose client -> leader");
    lab.ok("mkdir /late &");
    lab.ok("wait held.size() >= 1 within 30s");
    assertThat(lab.view().gate().held().get(0).id()).startsWith("client.");
    lab.ok("status");
    assertThat(String.join("\n", lab.result("status").text())).contains("waits: ", "client.");
    lab.ok("heal");
    assertThat(lab.view().gate().held()).isEmpty();
    assertThat(lab.view().gate().rules()).isEmpty();
    lab.ok("wait job 3");
    assertThat(fates(lab)).contains(HeldFate.DELIVERED, HeldFate.DROPPED);
  }

  private static List<HeldFate> fates(TestLab lab) {
    return lab.cluster().events().after(0, Integer.MAX_VALUE).stream()
        .filter(e -> e.event().getKindCase() == Event.KindCase.RPC_RELEASED)
        .map(e -> e.event().getRpcReleased().getFate())
        .toList();
  }

  private static void mistakesChangeNothing(TestLab lab) {
    Map<String, String> mistakes =
        Map.ofEntries(
            Map.entry("hold AppendEntry", "did you mean"),
            Map.entry("hold Nonsense", "kinds are raft"),
            Map.entry("hold AppendEntries node1 node2", "hold AppendEntries node1 -> node2"),
            Map.entry("hold AppendEntries node1 -> node9", "nodes are node1..node3"),
            Map.entry("hold AppendEntries node1 -> node2 now", "like this"),
            Map.entry("hold AppendEntries where colour == 3", "index, term"),
            Map.entry("hold AppendEntries where index is 3", "where index >= 7"),
            Map.entry("hold AppendEntries where index", "where index >= 7"),
            Map.entry("hold CommitFile client -> leader where index > 3", "leave out"),
            Map.entry("deliver node1.99", "hold makes some wait"),
            Map.entry("drop first", "hold makes some wait"),
            Map.entry("dup all", "hold makes some wait"),
            Map.entry("step", "hold makes some wait"),
            Map.entry("why", ""),
            Map.entry("why me", "ask why"),
            Map.entry("why leader node9", "status shows"));
    mistakes.forEach(
        (line, hint) -> {
          Lab.Ending ending = lab.run(line);
          assertThat(ending.status()).as("%s: %s", line, ending.message()).isEqualTo(2);
          assertThat(ending.hint()).as(line).contains(hint);
        });
    assertThat(lab.view().gate().rules()).isEmpty();
    lab.ok("held");
    assertThat(lab.result("held").text().get(0)).isEqualTo("no message waits");
  }

  @Test
  void atPaceManualWhoeverSitsThereIsTheNetwork() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      assertThat(lab.run("up replicated --pace manual").status()).isEqualTo(2);
      lab.ok("up raft --pace manual");
      String first = lab.leader();
      long term = lab.view().term();
      lab.ok("mkdir /a &");
      lab.ok(
          "wait held.size() >= 2 && node(leader).lastIndex > node(leader).commitIndex within 30s");
      assertThat(lab.view().gate().held())
          .allMatch(h -> h.message().getDetail().getEntries() == 1, "one entry a message");
      lab.ok("step");
      assertThat(carry(lab, 1).status()).isZero();

      // Who lacks the entry would not be voted for.
      lab.ok("heal holds");
      lab.ok("wait nodes.all(n, n.lastIndex == node(leader).lastIndex) within 30s");
      lab.ok("hold raft");

      String second = first.equals("node2") ? "node3" : "node2";
      lab.ok("elect " + second);
      lab.ok("wait held.exists(h, h.kind == 'RequestVote') within 30s");
      lab.ok("deliver RequestVote");
      assertThat(
              lab.cluster()
                  .await(
                      v ->
                          v.leader()
                              .filter(n -> n.id().name().equals(second) && n.term() > term)
                              .isPresent(),
                      LONG))
          .isTrue();
      lab.ok("why leader " + second);
      assertThat(lab.result("why").text().get(0)).contains("it was told to");
      lab.ok("down");
    }
  }
}
