package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;

/** The same partition on primary and backups without consensus: an acknowledged write is lost. */
final class SplitBrainTest {
  @TempDir Path folder;

  @Test
  void bothSidesAcknowledgeAndOneSideIsDiscarded() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      List<LabEvent> events = Collections.synchronizedList(new ArrayList<>());
      AutoCloseable listening = lab.lab().listen((e, v) -> events.add(e));
      lab.ok("up replicated --pace slow");
      lab.ok("wait leader == 'node1' within 30s");
      lab.ok("put --text before /before");
      lab.ok("partition node1,client | node2,node3");
      lab.ok("wait nodes.filter(n, n.role == 'primary').size() == 2 within 30s");
      lab.ok("put --text mine /mine --at node1");
      lab.ok("heal; partition node1 | node2,node3");
      lab.ok("put --text theirs /theirs --at node2");
      lab.ok("heal");
      lab.ok("wait nodes.filter(n, n.role == 'primary').size() == 1 within 30s");
      // Equal lengths say nothing here: both sides have written one entry. The loser's is struck
      // out.
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> List.copyOf(events).stream().anyMatch(SplitBrainTest::strikesOutMine));
      lab.ok("wait nodes.filter(n, n.lastIndex == nodes[0].lastIndex).size() == 3 within 30s");

      // The loser's write was acknowledged, and is gone; the winner's is there.
      Lab.Ending mine = lab.run("get /mine MINE");
      assertThat(mine.status()).as(mine.message()).isEqualTo(2);
      lab.ok("get /theirs THEIRS");
      assertThat(Files.readString(lab.path("THEIRS"))).isEqualTo("theirs");
      ViewIsTrue.at("healed", lab);
      listening.close();
    }
  }

  private static boolean strikesOutMine(LabEvent event) {
    return event.event().getEntriesTruncated().getOperationsList().contains("CommitFile /mine");
  }
}
