package sandstore.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.Token;

/** Two terminals on one cluster, all of them real processes: a lab, who attaches to it, nodes. */
class AttachTest {
  private static final Pattern LEADER = Pattern.compile("\"leader\":\"(node\\d)\"");

  @TempDir private Path scratch;
  private String home = "";
  private LabProcess here;
  private LabProcess there;

  @BeforeEach
  void makeFolders() throws IOException {
    home = scratch.resolve("home").toString();
    here = new LabProcess(Files.createDirectory(scratch.resolve("here")));
    there = new LabProcess(Files.createDirectory(scratch.resolve("there")));
  }

  private static void says(LabProcess.Running lab, String text) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(lab.out()).as(lab.err()).contains(text));
  }

  @Test
  void bothDriveTheSameCluster() throws Exception {
    Files.writeString(scratch.resolve("there/letter"), "written over there\n");
    try (LabProcess.Running owner = here.start("--home", home)) {
      owner.types("up raft --nodes 3");
      says(owner, "raft of 3 nodes is up");
      theSecondIsToldToAttach(owner);
      try (LabProcess.Running visitor = there.start("attach", "--home", home)) {
        visitor.types("put letter");
        says(visitor, "/letter: 19 B");
        owner.types("cat /letter");
        says(owner, "written over there");

        visitor.types("wait leader != '' within 30s");
        visitor.types("status --json");
        says(visitor, "\"leader\":\"node");
        Matcher leader = LEADER.matcher(visitor.out());
        assertThat(leader.find()).isTrue();
        visitor.types("kill " + leader.group(1));
        says(visitor, leader.group(1) + " is killed");
        String other = "wait leader != '' && leader != '" + leader.group(1) + "'";
        owner.types(other);
        says(owner, "true: leader != ''");
        visitor.types(other);
        says(visitor, "true: leader != ''");

        LabProcess.Answer left = visitor.ends();
        assertThat(left.status()).isZero();
        assertThat(left.err()).isEmpty();
      }
      // The cluster stays up, for whoever comes next.
      LabProcess.Answer again =
          there.run("attach", "--home", home, "--json", "-c", "cat /letter; expect term == 0");
      assertThat(again.status()).isEqualTo(1);
      assertThat(again.out().lines().toList())
          .satisfiesExactly(
              first -> assertThat(first).contains("\"kind\":\"cat\"", "written over there"),
              second -> assertThat(second).contains("\"kind\":\"failure\"", "\"status\":1"));
      owner.types("expect nodes.filter(n, n.alive).size() == 2");
      says(owner, "true: nodes.filter");

      whoEndsWithTheLabSaysSo(owner);
    }
  }

  private void theSecondIsToldToAttach(LabProcess.Running owner) throws Exception {
    assertThat(there.run("--home", home, "-c", "status"))
        .isEqualTo(
            new LabProcess.Answer(
                2,
                "",
                "lab: "
                    + home
                    + " is in use by another lab (process "
                    + owner.pid()
                    + "); lab attach (same --home) joins it;"
                    + " another --home DIR has a cluster of its own\n"));
  }

  private void whoEndsWithTheLabSaysSo(LabProcess.Running owner) throws Exception {
    try (LabProcess.Running visitor = there.start("attach", "--home", home)) {
      visitor.types("ls /");
      says(visitor, "letter");
      Files.writeString(Path.of(home, "token"), Token.random().hex());
      assertThat(there.run("attach", "--home", home, "-c", "status"))
          .isEqualTo(
              new LabProcess.Answer(
                  2,
                  "",
                  "lab: cannot join the lab on "
                      + home
                      + ": the lab does not open for this token\n"));

      assertThat(owner.ends().status()).isZero();
      visitor.types("ls /");
      LabProcess.Answer left = visitor.ends();
      assertThat(left.err()).isEqualTo("failed: the lab has ended, and its cluster with it\n");
      assertThat(left.status()).isEqualTo(1);
    }
  }
}
