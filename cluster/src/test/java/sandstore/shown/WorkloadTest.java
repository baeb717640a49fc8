package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.Style;
import sandstore.lab.history.SavedHistory;
import sandstore.lab.prove.nemesis.Schedule;

/** Clients and a nemesis, started and ended by hand, and what they leave behind. */
final class WorkloadTest {
  @TempDir Path folder;

  @Test
  void clientsWorkWhileANodeIsKilledAndTheirHistoryIsKept() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --chunk-size 64KiB");
      lab.ok("workload start registers");
      lab.ok("workload start registers --clients 2");
      lab.ok("nemesis start kills --for 4s --seed 1 --save kills.json");
      assertThat(lab.run("nemesis start kills").status()).as("one nemesis at a time").isEqualTo(2);
      Schedule schedule = Schedule.parse(Files.readString(lab.path("kills.json")));
      assertThat(schedule.seed()).isEqualTo(1);
      assertThat(schedule.steps()).isNotEmpty();
      lab.ok("nemesis stop");
      lab.ok("nemesis replay kills.json");
      lab.ok("wait nodes.exists(n, !n.alive) within 30s");
      lab.ok("nemesis stop; expect nodes.all(n, n.alive) within 30s");

      lab.ok("workload stop registers");
      lab.ok("workload stop");
      List<?> loads = (List<?>) lab.result("workloads").fields().get("workloads");
      assertThat(((Map<?, ?>) loads.get(0)).get("name")).isEqualTo("registers-2");
      assertThat(broken(lab)).isEmpty();
      lab.ok("check --save history.edn");
      List<String> text = lab.result("check").text().stream().map(Style::strip).toList();
      assertThat(text).last().isEqualTo("verdict: linearizable");

      SavedHistory saved = SavedHistory.read(lab.path("history.edn"), Optional.empty());
      assertThat(saved.history().operations()).hasSameSizeAs(lab.cluster().history().operations());
      assertThat(saved.history().faults()).isNotEmpty();
      Lab.Ending again = lab.run("check history.edn");
      assertThat(again.status()).as(again.message()).isZero();
    }
  }

  /** All but I8, which is about how long things take: that is judged on a quiet machine. */
  private static List<String> broken(TestLab lab) {
    var unused = lab.run("invariants");
    List<?> all = (List<?>) lab.result("invariants").fields().get("invariants");
    assertThat(all).hasSize(9);
    return all.stream()
        .map(Map.class::cast)
        .filter(i -> i.get("state").equals("broken") && !i.get("id").equals("I8"))
        .map(Object::toString)
        .toList();
  }
}
