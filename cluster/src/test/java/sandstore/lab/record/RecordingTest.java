package sandstore.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.EventLog;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Fold;
import sandstore.proto.Event;
import sandstore.proto.NodeSpawned;
import sandstore.proto.NodeState;
import sandstore.proto.Role;
import sandstore.proto.TermAdvanced;

/** A recording is what was recorded, or is refused. */
class RecordingTest {
  private static final int EVENTS = 2_500;

  @TempDir Path folder;

  private final EventLog log = new EventLog(10_000, ClusterView.EMPTY);
  private Path file;

  @BeforeEach
  void record() throws IOException {
    ClusterView view = ClusterView.EMPTY;
    for (int i = 1; i <= EVENTS; i++) {
      Event event = event(i);
      view = Fold.fold(view, event);
      log.add(new LabEvent(i, i * 1_000_000L, event), view);
    }
    file = folder.resolve("a.rec");
    assertThat(Recorder.save(file, log)).isEqualTo(EVENTS);
  }

  private static Event event(int i) {
    if (i == 1) {
      return Event.newBuilder()
          .setNode("lab")
          .setNodeSpawned(NodeSpawned.newBuilder().setNode("node1").setPid(7).setIncarnation(1))
          .build();
    }
    Event.Builder of = Event.newBuilder().setNode("node1").setIncarnation(1).setSequence(i);
    return i == 2
        ? of.setNodeState(
                NodeState.newBuilder()
                    .setTopology("raft")
                    .setRole(Role.FOLLOWER)
                    .setUptoSequence(i))
            .build()
        : of.setTermAdvanced(TermAdvanced.newBuilder().setTerm(i)).build();
  }

  @Test
  void everyMomentIsTheSameAgain() throws IOException {
    Recording recording = Recording.read(file);
    assertThat(recording.events()).isEqualTo(EVENTS);
    for (long order : new long[] {2500, 1, 1000, 999, 1001, 2, 2499, 2000, 17}) {
      assertThat(recording.viewAt(order)).as("e%d", order).isEqualTo(log.viewAt(order));
      assertThat(recording.event(order)).isEqualTo(log.event(order));
    }
    assertThat(recording.orderAt(1_000_000L * 300)).isEqualTo(300);
    assertThat(recording.orderAt(1_000_000L * 300 + 1)).isEqualTo(300);
  }

  @Test
  void oneThatWasCutOffIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 7, 8, 20, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Recording.read(file))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(length < 8 ? "no recording" : "cut off");
    }
  }

  @Test
  void oneThatWasChangedAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 8; at < whole.length; at += 97) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      Files.write(file, changed);
      assertThatThrownBy(() -> Recording.read(file)).isInstanceOf(Refusal.class);
    }
  }

  @Test
  void whatIsNoneOrOfALaterVersionIsRefused() throws IOException {
    Files.write(file, "a letter to my aunt".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Recording.read(file)).hasMessageContaining("no recording of this lab");
    Files.write(file, "SANDREC2 and more".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Recording.read(file)).hasMessageContaining("of version 2");
  }
}
