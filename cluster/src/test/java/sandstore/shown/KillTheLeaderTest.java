package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;

/** Five nodes, a real file of 300 MB, and the leader dies. */
final class KillTheLeaderTest {
  private static final long BYTES = 300_000_000;

  @TempDir Path folder;

  @Test
  void aStoredFileOutlivesItsLeader() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      Path big = lab.bigFile("BIGFILE", BYTES);
      lab.ok("up raft --nodes 5; repair --grace 10m"); // a node that copies is not quiet
      lab.ok("put BIGFILE /big --timeout 180s");
      lab.ok("wait leader != '' within 30s; kill leader");
      lab.ok("get /big COPY");
      assertThat(Files.mismatch(big, lab.path("COPY"))).isEqualTo(-1);
      ViewIsTrue.at("the leader is dead", lab);
      lab.ok("down");
    }
  }

  @Test
  void rule10_killedInTheMiddleOfAPutNothingIsHalfThere() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      Path big = lab.bigFile("BIGFILE", BYTES);
      lab.ok("up raft --nodes 5");
      lab.ok("put BIGFILE /big --timeout 180s &");
      lab.ok("wait job(1).bytes > 100000000 within 120s");
      lab.ok("wait leader != '' within 30s; kill leader");
      Lab.Ending put = lab.run("wait job 1");
      // Whole or absent, whatever the client was told; and told rightly.
      Lab.Ending get = lab.run("get /big COPY");
      if (put.status() == 0) {
        assertThat(get.status()).as(get.message()).isZero();
      }
      if (get.status() == 0) {
        assertThat(put.status()).as("a definite failure leaves nothing").isNotEqualTo(1);
        assertThat(Files.mismatch(big, lab.path("COPY"))).isEqualTo(-1);
      } else {
        assertThat(get.message()).contains("/big");
      }
      // A second put settles it in any case.
      lab.ok("put BIGFILE /big --timeout 180s");
      lab.ok("get /big COPY2");
      assertThat(Files.mismatch(big, lab.path("COPY2"))).isEqualTo(-1);
      assertThat(lab.cluster().await(v -> v.leader().isPresent(), Duration.ofSeconds(60))).isTrue();
      ViewIsTrue.at("all is settled", lab);
    }
  }
}
