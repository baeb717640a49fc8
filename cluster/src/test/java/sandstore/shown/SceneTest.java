package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.proto.LogItem;
import sandstore.proto.LogRequest;
import sandstore.proto.LogResponse;
import sandstore.wire.NodeId;

/** The figures of the Raft paper on real processes; what a scene says is what the nodes say. */
class SceneTest {
  @TempDir Path folder;

  @Test
  void theFiguresOfTheRaftPaperCanBeSetUp() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up basic");
      assertThat(lab.run("scene fig8").hint()).contains("up raft --nodes 5 --pace manual");
      lab.ok("down; reset; up raft --nodes 5 --pace manual");
      mistakesChangeNothing(lab);
      aMajorityHasItAndItIsNotCommitted(lab);
      whatANewLeaderMayFind(lab);
    }
  }

  private static void mistakesChangeNothing(TestLab lab) {
    Map.of("scene fig9", "fig7, fig8", "scene fig8 z", "it has a, b, c, d, e")
        .forEach(
            (line, hint) -> {
              Lab.Ending ending = lab.run(line);
              assertThat(ending.status()).as(line).isEqualTo(2);
              assertThat(ending.hint()).as(line).contains(hint);
            });
    assertThat(lab.view().leader()).isPresent();
  }

  private static void aMajorityHasItAndItIsNotCommitted(TestLab lab) {
    lab.ok("scene fig8 next");
    lab.ok("scene fig8 c");
    assertThat(lab.result("scene").fields().get("act")).isEqualTo("c");
    long old = last(log(lab, 2)).getIndex();
    long term = last(log(lab, 2)).getTerm();
    assertThat(last(log(lab, 3))).isEqualTo(last(log(lab, 2)));
    assertThat(log(lab, 1).getCommitIndex()).isLessThan(old);

    lab.ok("scene fig8 d");
    lab.ok(
        "wait nodes.filter(n, n.alive).all(n, n.lastIndex == node('node5').lastIndex) within 30s");
    for (int node = 2; node <= 5; node++) {
      assertThat(termAt(log(lab, node), old)).as("node%d", node).isEqualTo(term + 1);
    }

    lab.ok("scene fig8 e");
    old = last(log(lab, 2)).getIndex() - 1;
    assertThat(termAt(log(lab, 2), old)).isEqualTo(termAt(log(lab, 3), old));
    assertThat(lab.view().leader()).isEmpty();
    lab.ok("scene");
    assertThat(lab.result("scenes").text().get(1)).contains("stands at e");
  }

  private static void whatANewLeaderMayFind(TestLab lab) {
    lab.ok("scene fig7 leader");
    List<Long> lengths =
        List.of(1, 2, 3, 4, 5).stream().map(n -> last(log(lab, n)).getIndex()).toList();
    assertThat(lengths.get(1)).isLessThan(lengths.get(0));
    assertThat(lengths.get(2)).isLessThan(lengths.get(1));
    assertThat(lengths.get(3)).isGreaterThan(lengths.get(1));
    assertThat(last(log(lab, 5)).getTerm()).isLessThan(last(log(lab, 3)).getTerm());

    lab.ok("scene fig7 next");
    LogItem same = last(log(lab, 1));
    for (int node = 2; node <= 5; node++) {
      assertThat(last(log(lab, node))).isEqualTo(same);
    }
  }

  private static LogResponse log(TestLab lab, int node) {
    return lab.cluster()
        .calls()
        .observe(NodeId.of(node))
        .log(LogRequest.newBuilder().setLimit(20).build());
  }

  private static LogItem last(LogResponse log) {
    return log.getItems(log.getItemsCount() - 1);
  }

  private static long termAt(LogResponse log, long index) {
    return log.getItemsList().stream()
        .filter(i -> i.getIndex() == index)
        .findFirst()
        .orElseThrow()
        .getTerm();
  }
}
