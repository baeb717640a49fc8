package sandstore.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.history.BadHistory;
import sandstore.lab.history.SavedHistory;

/** What people type, and files that they have from others. */
final class FuzzedLinesTest {
  private static final int LINES = 4000;
  private static final int HISTORIES = 2000;

  private static final List<String> GOOD =
      List.of(
          "up raft --nodes 5 --zones 3 --chunk-size 64KiB --pace slow",
          "put --text 'a b' /x --at node1 --timeout 5s; cat /x &",
          "partition node1,node2 | node3,node4,node5",
          "slow node1 -> node2 200ms +-50ms",
          "lose node1 <-> client 20%",
          "wait nodes.filter(n, n.alive).size() == 3 && leader != '' within 30s",
          "repeat 3 stat /x --json",
          "corrupt node2 /x",
          "skew node3 -5s # a comment",
          "get /x --range 10..20 -",
          "repair --grace 10s --rate 128MiB",
          "watch --once log --size 100x30 --ascii",
          "check history.edn --init \"3\" --format edn",
          "disk node2 slow 200ms");

  @TempDir Path folder;

  @Test
  void aLineIsUnderstoodOrRefused() throws Exception {
    Path home = folder.resolve("home");
    LabSettings settings =
        new LabSettings(
            home,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            "",
            List.of(),
            Files.createDirectories(folder.resolve("work")));
    Tally tally = new Tally("command lines", Set.of(Refusal.class));
    try (Lab lab = new Lab(settings)) {
      for (long seed = 0; seed < LINES; seed++) {
        Anything anything = new Anything(seed);
        String line =
            anything.below(5) == 0
                ? anything.characters(200)
                : anything.damaged(GOOD.get(anything.below(GOOD.size())));
        tally.tried(
            seed,
            line,
            () -> {
              Optional<Lab.Ending> mistake = lab.mistakeIn(line);
              assertThat(mistake.map(Lab.Ending::status).orElse(0)).as(line).isIn(0, 1, 2);
              if (mistake.isPresent()) {
                assertThat(mistake.get().message()).as(line).isNotBlank();
                throw new Refusal(mistake.get().message());
              }
            });
      }
    }
    assertThat(tally.total()).isEqualTo(LINES);
    assertThat(tally.refused())
        .as("some are right, most are not")
        .isBetween(LINES / 2, LINES - 100);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("home", "work");
  }

  @Test
  void aHistoryIsReadOrRefused() {
    String jepsen =
        """
        INFO  jepsen.util - 0\t:invoke\t:write\t3
        INFO  jepsen.util - 1\t:invoke\t:cas\t[3 4]
        INFO  jepsen.util - 0\t:ok\t:write\t3
        INFO  jepsen.util - 1\t:fail\t:cas\t[3 4]
        INFO  jepsen.util - 2\t:invoke\t:read\tnil
        INFO  jepsen.util - 2\t:ok\t:read\t3
        """;
    String edn =
        "[{:process 0, :type :invoke, :f :write, :value 1} ; c\n"
            + " {:process :nemesis, :type :info, :f :cut, :value {:a [1 #{2}]}}\n"
            + " {:process 0, :type :ok, :f :write, :value 1}]";
    String json =
        """
        {"process": "1", "type": "invoke", "f": "append", "key": "/a", "value": "one"}
        {"process": "1", "type": "ok", "f": "append", "key": "/a"}
        {"process": "2", "type": "invoke", "f": "read", "key": "/a"}
        {"process": "2", "type": "ok", "f": "read", "key": "/a", "value": null}
        """;
    Tally tally = new Tally("histories", Set.of(BadHistory.class));
    for (long seed = 0; seed < HISTORIES; seed++) {
      Anything anything = new Anything(seed);
      String text = anything.damaged(List.of(jepsen, edn, json).get(anything.below(3)));
      tally.tried(seed, text, () -> SavedHistory.parse(text, "h", Optional.empty()));
    }
    assertThat(tally.total()).isEqualTo(HISTORIES);
    assertThat(tally.refused()).isBetween(HISTORIES / 10, HISTORIES);
  }
}
