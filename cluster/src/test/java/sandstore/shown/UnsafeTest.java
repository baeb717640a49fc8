package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.view.Gate.Held;
import sandstore.wire.NodeId;

/**
 * What each switch of {@code unsafe} does to real nodes, and that without it nothing of the kind
 * happens. (Fsync is {@link PowerLossTest}'s.)
 */
final class UnsafeTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void withoutReadsWhoIsCutOffAnswersWithWhatIsOld() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; transfer node1");
      lab.acquainted();
      lab.ok("put --text old /f; wait node('node3').chunks == 1 within 30s");
      awaitContent(lab, "get /f COPY --at node3", "old"); // it has applied this
      lab.ok("partition node3 | node1,node2");
      lab.ok("put --text new /f");
      assertThat(lab.run("get /f COPY --at node3 --timeout 5s").status()).isEqualTo(1);

      lab.ok("unsafe reads off");
      assertThat(lab.run("expect unsafe == ['reads']").status()).isZero();
      lab.ok("get /f COPY --at node3");
      assertThat(content(lab)).isEqualTo("old");
      assertThat(lab.run("check").status()).as("not linearizable").isEqualTo(1);

      lab.ok("unsafe reads on");
      assertThat(lab.run("get /f COPY --at node3 --timeout 5s").status()).isEqualTo(1);
      refuses(lab, "unsafe fencing off", "the term is a part of each message");
    }
  }

  @Test
  void withoutDedupARetryIsAppliedAgain() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft; mkdir /a");
      assertThat(movedWithoutAnswer(lab, "/a", "/b", 1).status()).isZero();
      lab.ok("stat /b");

      lab.ok("unsafe dedup off");
      Lab.Ending again = movedWithoutAnswer(lab, "/b", "/c", 2);
      assertThat(again.status()).as("it says: not so").isEqualTo(2);
      assertThat(again.message()).contains("/b");
      lab.ok("stat /c"); // and it was
      lab.ok("member add");
      assertThat(lab.view().nodeFaults())
          .as("a node that comes later does without it, too")
          .anyMatch(rule -> rule.getNode().equals("node4") && rule.getUnsafeDedup());

      lab.ok("heal");
      assertThat(lab.result("heal").text().toString()).contains("dedup is on again");
      assertThat(lab.run("expect unsafe == []").status()).isZero();
    }
  }

  /** The answer to the first attempt is lost; how the second one ends. */
  private static Lab.Ending movedWithoutAnswer(TestLab lab, String from, String to, int job)
      throws InterruptedException {
    lab.leader();
    lab.ok("hold reply Propose leader -> client");
    lab.ok("mv " + from + " " + to + " &");
    lab.ok("wait held.exists(h, h.kind == 'Propose' && h.reply) within 30s");
    lab.ok("drop Propose; heal holds");
    return lab.run("wait job " + job);
  }

  @Test
  void withoutChecksumsRottenBytesAreHandedOut() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up basic");
      lab.ok("put --text 'what was stored' /f; unsafe checksum off; corrupt node1 /f");
      lab.ok("get /f COPY");
      assertThat(content(lab)).hasSize(15).isNotEqualTo("what was stored").startsWith("what was");
      lab.ok("unsafe");
      assertThat(lab.result("unsafe").text().toString()).contains("checksum is off");
      lab.ok("status");
      assertThat(lab.result("status").text().toString())
          .contains("unsafe: checksum off", "faults: none");

      lab.ok("unsafe checksum on");
      Lab.Ending refused = lab.run("get /f COPY --timeout 5s");
      assertThat(refused.status()).as(refused.message()).isEqualTo(1);
      assertThat(refused.message()).contains("checksum");

      refuses(lab, "unsafe reads off", "nobody to ask");
      refuses(lab, "unsafe fencing off", "obeys nobody");
      refuses(lab, "unsafe belts off", "there is no switch belts");
      refuses(lab, "unsafe checksum", "off, or on?");
      assertThat(lab.view().nodeFaults()).isEmpty();
    }
  }

  @Test
  void withoutFencingABackupObeysWhoLedBefore() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up replicated --pace slow; wait leader == 'node1' within 30s");
      lab.ok("put --text before /f");
      refuses(lab, "unsafe reads off", "nobody is asked");
      // Not what only says that it is there: what waits is the entry.
      lab.ok("hold Replicate node1 -> node2 where entries >= 1");
      lab.ok("hold Replicate node1 -> node3 where entries >= 1");
      lab.ok("put --text old /f --at node1 --timeout 60s &");
      lab.ok("wait held.exists(h, h.from == 'node1' && h.to == 'node3') within 30s");
      String late = heldFor(lab, "node3");
      lab.ok("dup " + late);
      // From here on node1 hears nobody, and only node3 hears it.
      lab.ok("cut node1 <-> node2; cut node3 -> node1; wait leader == 'node2' within 30s");
      lab.ok("put --text new /f --at node2");

      // What the first primary had sent arrives at last.
      int before = arrived(lab);
      lab.ok("deliver " + late);
      await().atMost(LONG).until(() -> arrived(lab) > before);
      lab.ok("get /f COPY --at node3 --stale");
      assertThat(content(lab)).as("the fence holds").isEqualTo("new");

      // Without node2, which would win node3 back as soon as it sends it something.
      lab.ok("unsafe fencing off; kill node2; deliver " + heldFor(lab, "node3"));
      awaitContent(lab, "get /f COPY --at node3 --stale", "old");
      lab.ok("cut node1 -> node3; wait leader == 'node3' within 30s");
      awaitContent(lab, "get /f COPY --at node3", "old");
    }
  }

  private static String heldFor(TestLab lab, String to) {
    return lab.view().gate().held().stream()
        .filter(h -> h.from().equals(NodeId.of(1)) && h.to().name().equals(to))
        .map(Held::id)
        .findFirst()
        .orElseThrow();
  }

  /** Requests of node1 that node3 was seen to get. */
  private static int arrived(TestLab lab) {
    return (int)
        lab.cluster().events().after(0, Integer.MAX_VALUE).stream()
            .map(e -> e.event())
            .filter(e -> e.hasRpcReceived() && e.getNode().equals("node3"))
            .filter(e -> e.getRpcReceived().getKind().equals("Replicate"))
            .filter(e -> e.getRpcReceived().getFrom().equals("node1"))
            .count();
  }

  private static void awaitContent(TestLab lab, String line, String expected) {
    await().atMost(LONG).until(() -> lab.run(line).status() == 0 && content(lab).equals(expected));
  }

  private static String content(TestLab lab) throws IOException {
    return Files.readString(lab.path("COPY"), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void refuses(TestLab lab, String line, String why) {
    Lab.Ending ending = lab.run(line);
    assertThat(ending.status()).as(line).isEqualTo(2);
    assertThat(ending.message()).contains(why);
  }
}
