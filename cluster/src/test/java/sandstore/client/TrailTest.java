package sandstore.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sandstore.proto.Failure;
import sandstore.wire.StoreException;

/** Traces: attempts go in on the left, what the client does next comes out on the right. */
class TrailTest {
  @Test
  @DisplayName("an unknown attempt stays unknown through later refusals (rule 8)")
  void rule8_unknownStaysUnknown() {
    Trail trail = new Trail(true, false);
    assertThat(trace(trail, "LEADER_STEPPED_DOWN?", "NOT_LEADER node2", "NO_LEADER", "BAD_REQUEST"))
        .isEqualTo(
            """
            LEADER_STEPPED_DOWN? -> ANOTHER, may have happened
            NOT_LEADER node2     -> FOLLOW, may have happened
            NO_LEADER            -> ANOTHER, may have happened
            BAD_REQUEST          -> ANOTHER, may have happened
            time is up           -> unknown TIMEOUT
            """);
  }

  @Test
  @DisplayName("refusals alone are definite: nothing was proposed")
  void rule8_refusalsAreDefinite() {
    Trail trail = new Trail(true, false);
    assertThat(trace(trail, "NOT_LEADER", "NO_LEADER", "UNREACHABLE"))
        .isEqualTo(
            """
            NOT_LEADER           -> ANOTHER
            NO_LEADER            -> ANOTHER
            UNREACHABLE          -> ANOTHER
            time is up           -> definite TIMEOUT
            """);
    assertThat(trail.timedOut("1 s")).hasMessageContaining("nothing was proposed");
  }

  @Test
  @DisplayName("a refusal that another node would repeat ends it")
  void finalRefusal() {
    Trail trail = new Trail(true, false);
    assertThat(trace(trail, "BAD_PATH"))
        .isEqualTo("BAD_PATH             -> STOP, definite BAD_PATH\n");
  }

  @Test
  @DisplayName("three redirects in a row are free, the fourth waits")
  void redirects() {
    Trail trail = new Trail(true, false);
    String r = "NOT_LEADER node2";
    assertThat(trace(trail, r, r, r, r, r))
        .isEqualTo(
            """
            NOT_LEADER node2     -> FOLLOW
            NOT_LEADER node2     -> FOLLOW
            NOT_LEADER node2     -> FOLLOW
            NOT_LEADER node2     -> ANOTHER
            NOT_LEADER node2     -> FOLLOW
            time is up           -> definite TIMEOUT
            """);
  }

  @Test
  @DisplayName("a read is definite, whatever its attempts were")
  void readsAreDefinite() {
    Trail trail = new Trail(false, false);
    assertThat(trace(trail, "TIMEOUT?", "INTERNAL?", "INTERNAL?", "INTERNAL?"))
        .isEqualTo(
            """
            TIMEOUT?             -> ANOTHER
            INTERNAL?            -> ANOTHER
            INTERNAL?            -> ANOTHER
            INTERNAL?            -> STOP, definite INTERNAL
            """);
  }

  @Test
  @DisplayName("with one named node, what it says is the outcome")
  void oneNode() {
    assertThat(trace(new Trail(true, true), "NO_LEADER"))
        .isEqualTo("NO_LEADER            -> STOP, definite NO_LEADER\n");
    assertThat(trace(new Trail(true, true), "LEADER_STEPPED_DOWN?"))
        .isEqualTo("LEADER_STEPPED_DOWN? -> STOP, unknown LEADER_STEPPED_DOWN\n");
  }

  @Test
  @DisplayName("pauses double, and stay short while an election is going on")
  void pauses() {
    Trail silent = new Trail(true, false);
    Trail leaderless = new Trail(true, false);
    StringBuilder pauses = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      silent.failed(failure("TIMEOUT"));
      leaderless.failed(failure("NO_LEADER"));
      pauses.append(silent.pause(0).toMillis()).append('/');
      pauses.append(leaderless.pause(0).toMillis()).append(' ');
    }
    assertThat(pauses.toString())
        .isEqualTo("50/50 100/100 200/100 400/100 800/100 1000/100 1000/100 ");
    leaderless.failed(failure("UNREACHABLE"));
    assertThat(leaderless.pause(0)).isEqualTo(Duration.ofMillis(100));
    leaderless.failed(failure("NOT_LEADER"));
    leaderless.failed(failure("UNREACHABLE"));
    assertThat(leaderless.pause(0)).isEqualTo(Duration.ofMillis(100));
    leaderless.failed(failure("TIMEOUT"));
    assertThat(leaderless.pause(0)).isEqualTo(Duration.ofMillis(1000));
    assertThat(silent.pause(0.999)).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
  }

  private static String trace(Trail trail, String... attempts) {
    StringBuilder out = new StringBuilder();
    for (String attempt : attempts) {
      Trail.Next next = trail.failed(failure(attempt));
      out.append(String.format("%-20s -> %s", attempt, next));
      if (next == Trail.Next.STOP) {
        return out.append(", ").append(kind(trail.verdict())).append('\n').toString();
      }
      out.append(trail.mayHaveHappened() ? ", may have happened\n" : "\n");
    }
    return out.append(String.format("%-20s -> %s%n", "time is up", kind(trail.timedOut("1 s"))))
        .toString();
  }

  private static String kind(StoreException e) {
    return (e.failure().getDefinite() ? "definite " : "unknown ") + e.code();
  }

  /** {@code CODE [leader]}, definite; unknown with a question mark after the code. */
  private static StoreException failure(String text) {
    String[] words = text.split(" ", -1);
    return StoreException.of(
        Failure.newBuilder()
            .setCode(Failure.Code.valueOf(words[0].replace("?", "")))
            .setDefinite(!words[0].endsWith("?"))
            .setLeader(words.length > 1 ? words[1] : "")
            .build());
  }
}
