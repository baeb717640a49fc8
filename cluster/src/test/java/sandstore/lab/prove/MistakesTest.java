package sandstore.lab.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;

/** What a person gets wrong is told in a line that says what to do. */
final class MistakesTest {
  @TempDir Path folder;

  @Test
  void eachIsRefusedWithAHint() {
    List<String> told = new ArrayList<>();
    LabSettings settings =
        new LabSettings(folder.resolve("home"), Path.of("java"), "", List.of(), folder);
    try (Lab lab = new Lab(settings)) {
      for (String line :
          List.of(
              "workload",
              "workload dance",
              "workload start",
              "workload start dances",
              "workload start registers --clients 65",
              "workload start registers --rate -1",
              "workload start registers",
              "workload stop",
              "nemesis start",
              "nemesis start partitions",
              "nemesis replay",
              "invariants",
              "soak --topology basic",
              "soak --nemesis dances",
              "soak --seconds 1",
              "soak --seeds 0",
              "soak --seeds 1 --hours 1",
              "soak --nodes 7",
              "soak --slack 0")) {
        Lab.Ending ending = lab.run(line, reply -> {});
        assertThat(ending.status()).as(line).isEqualTo(2);
        told.add(line + ": " + ending.message() + " / " + ending.hint());
      }
    }
    assertThat(folder.resolve("soak")).doesNotExist();
    assertThat(String.join("\n", told)).isEqualTo(EXPECTED.strip());
  }

  private static final String EXPECTED =
      """
      workload: VERB is missing / usage: workload [--clients=N] [--for=DURATION] [--rate=R] [--seed=S] VERB [NAME] (more: help workload)
      workload dance: workload does not know "dance" / workload start NAME, stop [NAME], status, or list
      workload start: which? / workload start registers; workload list says what there is
      workload start dances: there is no workload dances / there are files, names, overwrites, registers, repeats
      workload start registers --clients 65: at most 64 clients / --clients 8
      workload start registers --rate -1: a rate is 0 to 100000 operations a second / --rate 100
      workload start registers: no cluster is up / start one: up raft --nodes 3
      workload stop: no cluster is up / start one: up raft --nodes 3
      nemesis start: which? / nemesis start partitions; nemesis list says what there is
      nemesis start partitions: no cluster is up / start one: up raft --nodes 3
      nemesis replay: which file? / nemesis replay FILE
      invariants: no cluster is up / start one: up raft --nodes 3
      soak --topology basic: there is nothing to break in basic / raft or replicated
      soak --nemesis dances: there is no nemesis dances / there are broken-disks, damages, delays, duplicates, full-disks, kills, losses, members, partitions, pauses, powerlosses, rot, slow-disks
      soak --seconds 1: things break for 5 s to an hour / --seconds 15
      soak --seeds 0: --seeds: '0' is not a number from 1 to 999999 / usage: soak [--scripted] [--folder=DIR] [--hours=H] [--nodes=N] [--rate=R] [--seconds=S] [--seed=S] [--seeds=N] [--slack=X] [--times=N] [--topology=T] [--nemesis=NAME[,NAME...]]... (more: help soak)
      soak --seeds 1 --hours 1: either --seeds or --hours / soak --hours 8
      soak --nodes 7: 3 to 5 nodes / --nodes 5
      soak --slack 0: hours are 0 to 1000, slack 1 to 100 / soak --hours 8 --slack 3
      """;
}
