package sandstore.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.fuzz.Anything;
import sandstore.fuzz.Tally;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.proto.Event;
import sandstore.proto.NodeSpawned;

/** A recording from anybody is played or refused. */
final class FuzzedRecordingTest {
  private static final int RECORDINGS = 1500;

  @TempDir Path folder;

  @Test
  void aRecordingIsReadOrRefused() throws Exception {
    EventLog log = new EventLog(1000, ClusterView.EMPTY);
    ClusterView view = ClusterView.EMPTY;
    for (int i = 1; i <= 20; i++) {
      Event event =
          Event.newBuilder()
              .setNode("lab")
              .setNodeSpawned(NodeSpawned.newBuilder().setNode("node" + i).setPid(i))
              .build();
      view = Fold.fold(view, event);
      log.add(new LabEvent(i, i * 1_000_000L, event), view);
    }
    Path file = folder.resolve("a.rec");
    Recorder.save(file, log);
    byte[] good = Files.readAllBytes(file);
    assertThat(Recording.read(file).last()).isEqualTo(20);
    Tally tally = new Tally("recordings", Set.of(Refusal.class));
    for (long seed = 0; seed < RECORDINGS; seed++) {
      Anything anything = new Anything(seed);
      byte[] bad = anything.below(8) == 0 ? anything.bytes(2000) : anything.damaged(good);
      Path damaged = folder.resolve("b.rec");
      Files.write(damaged, bad);
      tally.tried(
          seed,
          bad.length + " bytes",
          () -> {
            Recording read = Recording.read(damaged);
            read.viewAt(read.last());
          });
    }
    assertThat(tally.total()).isEqualTo(RECORDINGS);
    assertThat(tally.refused()).isGreaterThan(RECORDINGS / 2);
  }
}
