package sandstore.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Trace;
import sandstore.proto.Event;
import sandstore.proto.PeerSuspected;
import sandstore.proto.Role;

class NewsDeskTest {
  private NewsDesk desk = new NewsDesk(ClusterView.EMPTY);
  private final List<String> printed = new ArrayList<>();
  private long now = 10_000;

  @Test
  void whatComesTogetherIsOneLineASecond() {
    Trace trace = known(new Trace().up("raft", 5).wins(1, 1, 2, 3, 4, 5));
    suspects(trace, 2, 500);
    for (int i = 0; i < 12; i++) {
      suspects(trace, 3 + i % 3, 600 + i);
    }
    happens(trace, t -> t.campaigns(3, 2));
    happens(trace, t -> t.role(3, Role.LEADER, 2));
    waits(999);
    waits(1);
    waits(5_000);

    assertThat(printed)
        .containsExactly(
            "10000 NOTE node2 heard nothing from node1 for 500 ms and suspects it",
            "11000 NOTE node3 won the election for term 2 (also 1 campaign, 12 heartbeats missed)");
  }

  @Test
  void routineAndRepeatedEventsAreNoNews() {
    Trace trace = known(new Trace().up("raft", 3));
    happens(trace, t -> t.exited(3));
    suspects(trace, 2, 500);
    Event again = trace.last();
    waits(2_000);
    happens(trace, t -> t.fold(again));
    waits(2_000);

    assertThat(printed).hasSize(1);
  }

  @Test
  void twoPrimariesAreLoudAndComeFirst() {
    Trace trace = known(new Trace().up("replicated", 3));
    happens(trace, t -> t.role(1, Role.PRIMARY, 1));
    suspects(trace, 2, 900);
    happens(trace, t -> t.role(2, Role.PRIMARY, 2));
    waits(1_000);
    waits(1_000);

    assertThat(printed)
        .containsExactly(
            "10000 NOTE node1 made itself primary in view 1",
            "11000 LOUD two primaries, node1 and node2: whatever each acknowledges now,"
                + " one of the two will be lost",
            "12000 NOTE node2 made itself primary in view 2 (also 1 heartbeat missed)");
  }

  @Test
  void aBrokenInvariantIsLoud() {
    Trace trace = known(new Trace().up("raft", 3).wins(1, 1, 2, 3));
    happens(trace, t -> t.role(2, Role.LEADER, 1));

    assertThat(printed)
        .containsExactly(
            "10000 LOUD this must never happen: two leaders in term 1: node1 and node2");
  }

  private Trace known(Trace trace) {
    desk = new NewsDesk(trace.view());
    return trace;
  }

  private void suspects(Trace trace, int by, long millis) {
    happens(
        trace,
        t ->
            t.node(
                by,
                Event.newBuilder()
                    .setPeerSuspected(
                        PeerSuspected.newBuilder().setPeer("node1").setSilentMillis(millis))));
  }

  private void happens(Trace trace, Consumer<Trace> event) {
    Trace.each(trace, event, (e, after) -> print(desk.take(e, after, now)));
  }

  private void waits(long millis) {
    now += millis;
    print(desk.due(now));
  }

  private void print(java.util.Optional<NewsDesk.Line> line) {
    line.ifPresent(l -> printed.add(now + " " + l.noteworthiness() + " " + l.text()));
  }
}
