package sandstore.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import sandstore.TestNodes;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.NodeView.Process;
import sandstore.proto.Event.KindCase;
import sandstore.proto.LinkRule;
import sandstore.wire.NodeId;

/** One story with three real nodes; each verb leaves the view as it says. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Lab lab;
  private static Cluster cluster;
  private static final List<String> progress = new ArrayList<>();
  private static List<NodeId> unheard = List.of();

  @BeforeAll
  static void up() throws InterruptedException {
    lab = new Lab(TestNodes.settings(folder));
    cluster =
        lab.up(
            Shape.usual("raft", 3),
            (done, total, what) -> progress.add(done + " of " + total + ": " + what));
    unheard = cluster.view().unheard();
  }

  @AfterAll
  static void down() {
    lab.close();
  }

  /** Waits for one: a busy machine may cost a leader its place at any time. */
  private static NodeId leader() throws InterruptedException {
    AtomicReference<NodeId> leader = new AtomicReference<>();
    boolean found =
        cluster.await(
            view -> {
              view.leader().map(NodeView::id).ifPresent(leader::set);
              return view.leader().isPresent();
            },
            LONG);
    assertThat(found).isTrue();
    return leader.get();
  }

  private static NodeId follower() throws InterruptedException {
    NodeId leader = leader();
    return cluster.view().running().stream()
        .map(NodeView::id)
        .filter(node -> !node.equals(leader))
        .findFirst()
        .orElseThrow();
  }

  private static Process process(NodeId node) {
    return cluster.view().node(node).orElseThrow().process();
  }

  @Test
  @Order(1)
  void itIsUpWhenAllAreSeenAndALeaderHasSettledThePast() {
    ClusterView view = lab.view();
    assertThat(view.topology()).isEqualTo("raft");
    assertThat(view.running()).hasSize(3).allMatch(NodeView::known);
    assertThat(FirstElection.settled(view)).isTrue();
    assertThat(unheard).as("whom the leader did not believe alive when up returned").isEmpty();
    assertThat(view.nodes().values())
        .extracting(NodeView::zone)
        .containsExactly("zone1", "zone2", "zone3");
    assertThat(progress.get(0)).startsWith("0 of 3: waiting for node1, node2, node3");
    assertThat(progress.get(progress.size() - 1)).isEqualTo("3 of 3: all are up");
  }

  @Test
  @Order(2)
  void aPausedNodeHasItsOrdersPendingUntilItGoesOn() throws InterruptedException {
    NodeId paused = follower();
    cluster.pause(paused);
    assertThat(process(paused)).isEqualTo(Process.PAUSED);
    assertThatThrownBy(() -> cluster.pause(paused)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> cluster.stop(paused)).isInstanceOf(Refusal.class);

    LinkRule cut =
        LinkRule.newBuilder().setFrom("client").setTo(paused.name()).setCut(true).build();
    assertThat(cluster.faults(rules -> List.of(cut))).hasSize(2).doesNotContain(paused);
    assertThat(cluster.view().faults()).containsExactly(cut);
    assertThat(cluster.view().pending(cluster.view().node(paused).orElseThrow())).isTrue();

    cluster.resume(paused);
    assertThat(cluster.view().pending(cluster.view().node(paused).orElseThrow())).isFalse();
    assertThat(cluster.faults(rules -> List.of())).hasSize(3);
    assertThat(cluster.view().faults()).isEmpty();
  }

  @Test
  @Order(3)
  void aKilledNodeTellsItsEndAndComesBackWithItsData() throws InterruptedException {
    NodeId killed = leader();
    long incarnation = cluster.view().node(killed).orElseThrow().incarnation();
    cluster.kill(killed);
    assertThat(process(killed)).isEqualTo(Process.EXITED);
    assertThat(cluster.view().node(killed).orElseThrow().exitCause())
        .isEqualTo("killed by the lab");
    assertThatThrownBy(() -> cluster.kill(killed))
        .isInstanceOf(Refusal.class)
        .hasMessage(killed + " is not running");
    assertThat(cluster.await(v -> v.leader().isPresent(), LONG)).isTrue();

    cluster.start(killed);
    NodeView back = cluster.view().node(killed).orElseThrow();
    assertThat(back.process()).isEqualTo(Process.RUNNING);
    assertThat(back.incarnation()).isEqualTo(incarnation + 1);
    assertThat(back.lastIndex()).isPositive();
    assertThatThrownBy(() -> cluster.start(killed)).isInstanceOf(Refusal.class);

    // It may not have heard of its successor's term yet, and is to stand for a new one all the
    // same.
    long term = cluster.view().term();
    assertThat(cluster.elect(killed)).isEmpty();
    assertThat(cluster.view().term()).isGreaterThan(term);
  }

  @Test
  @Order(4)
  void whoeverIsElectedCampaigns() throws InterruptedException {
    assertThat(cluster.await(FirstElection::settled, LONG)).isTrue();
    long term = cluster.view().term();
    assertThat(cluster.elect(follower())).isEmpty();
    assertThat(cluster.view().term()).isGreaterThan(term);
    assertThat(cluster.await(FirstElection::settled, LONG)).isTrue();
    assertThat(cluster.elect(leader())).isNotEmpty();
  }

  @Test
  @Order(5)
  void aRunningNodeIsNotWiped() {
    assertThatThrownBy(() -> cluster.wipe(NodeId.of(1)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is running");
  }

  @Test
  @Order(6)
  void everythingThatHappenedIsInOneOrder() throws InterruptedException {
    NodeId stopped = follower();
    cluster.stop(stopped);
    assertThat(cluster.view().node(stopped).orElseThrow().exitCause())
        .isEqualTo("stopped by the lab");

    List<LabEvent> events = cluster.events().after(0, Integer.MAX_VALUE);
    Set<KindCase> kinds =
        events.stream().map(e -> e.event().getKindCase()).collect(Collectors.toSet());
    assertThat(kinds)
        .contains(
            KindCase.NODE_SPAWNED,
            KindCase.NODE_STATE,
            KindCase.NODE_PAUSED,
            KindCase.NODE_RESUMED,
            KindCase.NODE_EXITED,
            KindCase.FAULT_SET,
            KindCase.FAULT_CLEARED,
            KindCase.ORDERS_OBEYED,
            KindCase.LEADER_ELECTED);
    for (NodeId node : cluster.shape().nodeIds()) {
      long sequence = 0;
      long incarnation = 0;
      for (LabEvent e : events) {
        if (e.event().getNode().equals(node.name())) {
          boolean later = e.event().getIncarnation() > incarnation;
          assertThat(later || e.event().getSequence() >= sequence).as("%s", e).isTrue();
          incarnation = e.event().getIncarnation();
          sequence = e.event().getSequence();
        }
      }
    }
  }
}
