package sandstore.lab.prove.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.ChunkStored;
import sandstore.proto.Event;
import sandstore.proto.NodeExited;

/**
 * Seed 4 of a soak: what was deleted on the full disk made room for the log, so that its node went
 * on. That it took no chunk was not seen as an effect.
 */
final class FullDisksTest {
  private final Step full =
      new Step(1, 2, "full-disks", "full", List.of("disk node1 full 0B"), List.of("disk node1 ok"));
  private final Effect effect = new FullDisks().effect(full);

  @Test
  void aNodeThatIsPassedOverForLongIsFull() {
    for (int i = 0; i < 29; i++) {
      assertThat(effect.hears(stored("node2"))).isFalse();
    }
    assertThat(effect.hears(stored("node1"))).as("it took one").isFalse();
    for (int i = 0; i < 29; i++) {
      assertThat(effect.hears(stored("node3"))).isFalse();
    }
    assertThat(effect.hears(stored("node3"))).isTrue();
  }

  @Test
  void aNodeThatEndsIsFull() {
    assertThat(effect.hears(exited("node2"))).isFalse();
    assertThat(effect.hears(exited("node1"))).isTrue();
  }

  private static Event stored(String node) {
    return Event.newBuilder()
        .setNode(node)
        .setChunkStored(ChunkStored.getDefaultInstance())
        .build();
  }

  private static Event exited(String node) {
    return Event.newBuilder().setNodeExited(NodeExited.newBuilder().setNode(node)).build();
  }
}
