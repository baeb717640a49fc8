package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.client.Call;
import sandstore.lab.Lab;
import sandstore.wire.NodeId;

/** Six nodes in three zones, two copies of each chunk, 300 files; zone2 dies. */
final class ZoneDiesTest {
  private static final int FILES = 300;
  private static final int PEOPLE = 4;

  @TempDir Path folder;

  @Test
  void nothingIsLostWhereCopiesAreSpread() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 6 --zones 3 --replicas 2");
      everyFile(
          lab,
          (name, text) -> {
            Files.writeString(lab.path(name), text);
            lab.ok("put " + name + " /" + name);
          });
      lab.ok("chunks");
      assertThat(promises(lab)).containsExactly(Map.entry("survives any one zone", 300L));

      lab.ok("kill zone2");
      assertThat(lab.view().running()).hasSize(4);
      lab.ok("wait leader != '' within 30s");
      lab.ok("chunks");
      assertThat(promises(lab))
          .hasSize(2)
          .containsKey("one copy: survives nothing")
          .containsKey("survives any one zone");
      everyFile(
          lab,
          (name, text) -> {
            lab.ok("get /" + name + " " + name + ".copy");
            assertThat(Files.readString(lab.path(name + ".copy"))).isEqualTo(text);
          });
    }
  }

  /** By chance one pair of 15 is the zone: 20 files, by seven standard deviations 1 to 50. */
  @Test
  void someAreLostWhereChanceChooses() throws Exception {
    try (TestLab lab = new TestLab(folder)) {
      lab.ok("up raft --nodes 6 --zones 3 --replicas 2 --placement random");
      everyFile(lab, (name, text) -> lab.ok("put --text '" + text + "' /" + name));
      lab.ok("kill zone2; wait leader != '' within 30s");
      Set<String> lost = ConcurrentHashMap.newKeySet();
      everyFile(
          lab,
          (name, text) -> {
            boolean there =
                lab
                    .cluster()
                    .client()
                    .manifest("/" + name, Call.DEFAULT)
                    .getManifest()
                    .getChunks(0)
                    .getReplicasList()
                    .stream()
                    .anyMatch(n -> lab.view().node(new NodeId(n)).orElseThrow().alive());
            if (!there) {
              lost.add(name);
            }
          });
      assertThat(lost).hasSizeBetween(1, 50);
      Lab.Ending gone = lab.run("get /" + lost.iterator().next() + " GONE");
      assertThat(gone.status()).as(gone.message()).isEqualTo(1);
      lab.ok("start zone2; get /" + lost.iterator().next() + " BACK");
    }
  }

  private interface Deed {
    void to(String name, String text) throws Exception;
  }

  /** A few people share the work. */
  private static void everyFile(TestLab lab, Deed deed) throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    try {
      List<Future<?>> done = new ArrayList<>();
      IntStream.range(0, FILES)
          .forEach(
              i ->
                  done.add(
                      people.submit(
                          () -> {
                            deed.to("f" + i, "what file " + i + " holds");
                            return i;
                          })));
      for (Future<?> one : done) {
        one.get(Duration.ofSeconds(60).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
      }
    } finally {
      people.shutdownNow();
    }
  }

  /** Files by what they survive. */
  private static Map<String, Long> promises(TestLab lab) {
    Map<String, Long> files = new java.util.LinkedHashMap<>();
    for (Object line : (List<?>) lab.result("chunks").fields().get("promises")) {
      Map<?, ?> fields = (Map<?, ?>) line;
      files.put((String) fields.get("promise"), (Long) fields.get("files"));
    }
    return files;
  }
}
