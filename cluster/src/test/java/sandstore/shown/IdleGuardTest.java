package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.IdleGuard;
import sandstore.lab.Reply;

/** Nodes that everybody has forgotten. */
final class IdleGuardTest {
  @TempDir Path folder;

  @Test
  void theyGoDownAndTheDataStays() throws Exception {
    List<Reply> heard = new CopyOnWriteArrayList<>();
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up basic; put --text kept /kept");
      try (AutoCloseable hearing = lab.lab().hear(heard::add);
          IdleGuard guard = new IdleGuard(lab.lab(), Duration.ofMillis(500))) {
        await().until(() -> lab.lab().cluster().isEmpty());
        await()
            .untilAsserted(
                () ->
                    assertThat(heard)
                        .anySatisfy(
                            r ->
                                assertThat(((Reply.Note) r).text())
                                    .contains("500 ms: the nodes are down")));
      }
      lab.ok("up basic; get /kept COPY");
      assertThat(Files.readString(lab.path("COPY"))).isEqualTo("kept");
    }
  }
}
