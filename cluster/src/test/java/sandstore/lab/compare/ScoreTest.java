package sandstore.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.lab.bench.Kind;
import sandstore.lab.compare.Contest.Trial;

final class ScoreTest {
  private static final Task PUT = new Task("put 100 MB", Kind.PUT, 1, 100_000_000, 1.5);

  /** The third pair met a busy moment: both sides took twice as long, and the ratio stands. */
  @Test
  void aBusyMomentDoesNotMoveTheRatioOfPairs() {
    Score score =
        new Score(
            PUT,
            List.of(new Trial(200e6, 4), new Trial(220e6, 4), new Trial(100e6, 5)),
            List.of(new Trial(100e6, 8), new Trial(100e6, 8), new Trial(50e6, 10)));
    assertThat(score.ratio()).isEqualTo(2);
    assertThat(score.cpuRatio()).isEqualTo(0.5);
    assertThat(score.describe())
        .isEqualTo(
            "put 100 MB                      200.0      100.0 MB/s     2.00 (2.00 .. 2.20)   1.50 |"
                + " 4.00, 8.00 s per GB, 0.50");
    assertThat(score.fields()).containsEntry("ratio", 2.0).containsEntry("wanted", 1.5);
  }

  @Test
  void sidesTakeTurnsAndTheFirstPassDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    Task task = new Task("create", Kind.CREATE, 2, 10, 1);
    Contest contest = new Contest(new Canned("a", 8, order), new Canned("b", 4, order), 2, s -> {});
    List<Score> scores = contest.run(List.of(task));
    assertThat(order.subList(order.size() - 6, order.size()))
        .containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(scores).hasSize(1);
    assertThat(scores.get(0).ours()).hasSize(2);
    assertThat(scores.get(0).ratio()).isEqualTo(2, within(1e-9));
  }

  /** A side that says how fast it was. */
  private record Canned(String name, long operations, List<String> order) implements Side {
    @Override
    public Pass run(Task task) throws IOException {
      order.add(name);
      return new Pass(operations, 15);
    }

    @Override
    public Map<String, Long> pids() {
      return Map.of("me", ProcessHandle.current().pid());
    }

    @Override
    public void close() {}
  }
}
