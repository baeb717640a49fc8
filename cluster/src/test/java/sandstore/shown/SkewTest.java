package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.LabEvent;

/** Wall clocks are wrong. Whoever reads one notices, and nothing is lost by it. */
final class SkewTest {
  private static final long TWO_HOURS_MILLIS = Duration.ofHours(2).toMillis();

  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void rule7_entriesCarryTheTimeAndItNeverRunsBack() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      List<LabEvent> events = new CopyOnWriteArrayList<>();
      try (AutoCloseable listening = lab.lab().listen((event, view) -> events.add(event))) {
        lab.ok("up raft; put --text before /before");
        long before = modifiedMillis(lab, "/before");

        // To the state machine the client has been silent for two hours. It begins a new session.
        lab.ok("skew all +2h; put --text ahead /ahead");
        long ahead = modifiedMillis(lab, "/ahead");
        assertThat(ahead - before).isGreaterThanOrEqualTo(TWO_HOURS_MILLIS);
        assertThat(
                lab.cluster()
                    .await(
                        v -> events.stream().anyMatch(e -> e.event().hasSessionExpired()), BOUND))
            .isTrue();

        // Whoever leads now has a clock that is right, or slow.
        lab.ok("skew all 0s; put --text after /after");
        long after = modifiedMillis(lab, "/after");
        assertThat(after).isGreaterThanOrEqualTo(ahead);
        lab.ok("skew all -2h; put --text behind /behind");
        assertThat(modifiedMillis(lab, "/behind")).isGreaterThanOrEqualTo(after);
      }
      for (String name : List.of("ahead", "after", "behind")) {
        lab.ok("get /" + name + " COPY");
        assertThat(Files.readString(lab.path("COPY"))).isEqualTo(name);
      }
      lab.ok("skew all 0s");
      ViewIsTrue.at("clocks were wrong", lab);
    }
  }

  private static long modifiedMillis(TestLab lab, String path) {
    lab.ok("stat " + path);
    return (Long) lab.result("stat").fields().get("modifiedMillis");
  }
}
