package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;

/**
 * In {@code replicated}, a node that died before the others does not lead with its old log when it
 * comes back before them: what they acknowledged without it would be lost.
 */
final class LastToFailTest {
  @TempDir Path folder;

  @Test
  void whoDiedFirstWaitsForThoseThatWentOn() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up replicated; wait leader == 'node1' within 30s; put --text before /before");
      lab.ok(
          "kill node1; wait leader != '' && leader != 'node1' within 30s; put --text without /without-node1");
      lab.ok("kill node2,node3");

      lab.ok("start node1");
      await("node1 says whom it waits for")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                Lab.Ending refused = lab.run("mkdir /alone --at node1");
                assertThat(refused.status()).as(refused.message()).isEqualTo(1);
                assertThat(refused.message()).contains("node3], which may have acknowledged more");
              });

      lab.ok("start node2,node3; wait leader != '' within 30s");
      lab.ok("get /without-node1 COPY");
      assertThat(Files.readString(lab.path("COPY"))).isEqualTo("without");
      ViewIsTrue.at("all are back", lab);
    }
  }
}
