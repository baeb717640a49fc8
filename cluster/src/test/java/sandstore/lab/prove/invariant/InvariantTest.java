package sandstore.lab.prove.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import sandstore.lab.LabEvent;
import sandstore.lab.prove.workload.Observation;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Applied;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkLost;
import sandstore.proto.Event;

/** What each invariant makes of what it hears and sees. */
final class InvariantTest {
  private final List<String> found = new ArrayList<>();
  private long order;

  private final Findings findings =
      new Findings() {
        @Override
        public void broken(String sentence, long... events) {
          found.add(sentence + " " + Arrays.toString(events));
        }

        @Override
        public void unknown(String sentence) {
          found.add("unknown: " + sentence);
        }
      };

  private void hears(Invariant invariant, Event.Builder event) {
    LabEvent next = new LabEvent(++order, order, event.build());
    invariant.hears(next, ClusterView.EMPTY, ClusterView.EMPTY, findings);
  }

  private static Event.Builder applied(String node, long to, long hash) {
    return Event.newBuilder()
        .setNode(node)
        .setApplied(Applied.newBuilder().setTo(to).setStateHash(hash));
  }

  @Test
  void thereAreNine() {
    TreeSet<String> ids = new TreeSet<>();
    ServiceLoader.load(Invariant.class).forEach(i -> ids.add(i.id()));
    assertThat(ids).containsExactly("I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9");
  }

  @Test
  void statesAreComparedAtTheSameEntryOnly() {
    EqualStates equal = new EqualStates();
    hears(equal, applied("node1", 5, 100));
    hears(equal, applied("node2", 6, 200));
    hears(equal, applied("node2", 5, 100));
    assertThat(found).isEmpty();
    hears(equal, applied("node3", 6, 201));
    assertThat(found).containsExactly("node2 and node3 have different states after entry 6 [2, 4]");
  }

  @Test
  void aChunkWithoutASoundCopyIsToldWithItsEvent() {
    hears(
        new OnlyGarbageGoes(),
        Event.newBuilder()
            .setChunkLost(
                ChunkLost.newBuilder().setId(ChunkId.newBuilder().setUpload("0123456789abcdef"))));
    assertThat(found).hasSize(1).first().asString().contains("no sound copy").endsWith("[1]");
  }

  @Test
  void whatClientsSeeBelongsToOneInvariantEach() {
    List<Observation> seen =
        List.of(
            new Observation.Lost("/a", "gone"),
            new Observation.BadBytes("/b", "c1", "bad"),
            new Observation.TwoAnswers("/c", "c2", "two"),
            new Observation.Acknowledged(1),
            new Observation.NoSpace());
    for (Invariant invariant : ServiceLoader.load(Invariant.class)) {
      seen.forEach(s -> invariant.sees(s, findings));
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            "/a: gone []", "/b, as c1 sees it: bad []", "/c, asked for by c2: two []");
  }
}
