package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.Style;

/** The same partition, without consensus and with it, and what {@code check} says of each. */
final class CheckTest {
  @TempDir Path folder;

  @Test
  void withoutConsensusAnAcknowledgedWriteIsNotSeen() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up replicated");
      lab.ok("wait leader == 'node1' within 30s");
      lab.ok("put --text before /x");
      lab.ok("check");
      lab.ok("partition node1,client | node2,node3");
      lab.ok("wait nodes.filter(n, n.role == 'primary').size() == 2 within 30s");
      lab.ok("put --text mine /x --at node1");
      lab.ok("heal; partition node1 | node2,node3");
      lab.ok("cat /x --at node2");

      Lab.Ending ending = lab.run("check --html why.html");

      assertThat(ending.status()).as(ending.message()).isEqualTo(1);
      List<String> text = lab.result("check").text().stream().map(Style::strip).toList();
      assertThat(text).last().isEqualTo("verdict: not linearizable");
      assertThat(text)
          .anyMatch(l -> l.contains("write \"mine\""))
          .anyMatch(l -> l.contains("read \"before\"") && l.contains("impossible"))
          .anyMatch(l -> l.contains("faults"));
      assertThat(Files.readString(lab.path("why.html"))).contains("<svg").contains("mine");
    }
  }

  @Test
  void withConsensusTheSameShowsNothing() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 3");
      String old = lab.leader();
      String others =
          String.join(
              ",", Stream.of("node1", "node2", "node3").filter(n -> !n.equals(old)).toList());
      String other = others.substring(0, others.indexOf(','));
      lab.ok("put --text before /x");
      lab.ok("partition " + old + ",client | " + others);
      assertThat(lab.run("put --text mine /x --at " + old + " --timeout 2s").status()).isNotZero();
      lab.ok("heal; partition " + old + " | " + others);
      lab.ok(
          "wait leader != '' && leader != '"
              + old
              + "' && node('"
              + other
              + "').leader == leader within 30s");
      lab.ok("cat /x --at " + other + " --timeout 20s");
      lab.ok("put --text theirs /x --timeout 20s");
      lab.ok("heal");
      lab.ok("cat /x");
      lab.ok("mv /x /y; rm /y");
      assertThat(lab.run("cat /y").status()).isEqualTo(2);

      lab.ok("check");

      Map<String, ?> fields = lab.result("check").fields();
      assertThat(fields.get("verdict")).isEqualTo("linearizable");
      assertThat((Integer) fields.get("operations")).isGreaterThanOrEqualTo(8);
    }
  }
}
