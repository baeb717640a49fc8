package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.lab.Reply.Progress;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Precaution;
import sandstore.proto.Role;
import sandstore.shell.Views;

/** What the prompt draws, as text. */
class PicturesTest {
  private static final ClusterView TWO_LEADERS =
      Views.raft().node(1, Role.LEADER, 3).node(2, Role.LEADER, 4).fault().fault().view();

  private static String prompt(ClusterView view) {
    return Style.strip(PromptText.of(view));
  }

  @Test
  void thePromptTellsTheState() {
    assertThat(prompt(Views.none())).isEqualTo("lab > ");
    assertThat(prompt(Views.five())).isEqualTo("raft node2 t3 (1 bad link) > ");
    assertThat(prompt(TWO_LEADERS)).isEqualTo("raft node1+node2 t4 (2 bad links) > ");
    assertThat(prompt(Views.raft().node(1, Role.LEADER, 3).killed(1).view()))
        .isEqualTo("raft no leader t3 > ");
  }

  @Test
  void whatIsSwitchedOffStandsThereInRed() {
    ClusterView careless =
        Views.raft().node(1, Role.LEADER, 3).unsafe(1, Precaution.FSYNC, Precaution.READS).view();
    assertThat(prompt(careless)).isEqualTo("raft node1 t3 unsafe: fsync, reads off > ");
    assertThat(PromptText.of(careless)).contains(Style.BAD.of("unsafe: fsync, reads off"));
  }

  @Test
  void thePromptSaysWhereInALessonOneIs() {
    assertThat(Style.strip(PromptText.of("elections 2/4 ?", Views.five())))
        .isEqualTo("elections 2/4 ? node2 t3 (1 bad link) > ");
    assertThat(Style.strip(PromptText.of("", Views.none()))).isEqualTo("lab > ");
  }

  @Test
  void theAlarmIsForWhatMustNeverBe() {
    assertThat(prompt(Views.raft().node(1, Role.LEADER, 3).node(2, Role.LEADER, 3).view()))
        .isEqualTo("raft node1+node2 t3 ! > ");
    assertThat(prompt(Views.raft().node(1, Role.LEADER, 3).damaged(2, 3).view()))
        .isEqualTo("raft node1 t3 ! > ");
  }

  @Test
  void theStatusLineHasAChipANode() {
    assertThat(StatusText.of(Views.five(), 80).toString())
        .isEqualTo("node1● node2★ node3‖ node4✖ node5◇   term 3  commit 120  1 bad link");
    assertThat(StatusText.of(Views.five(), 20).toString()).isEqualTo("node1● node2★ node3");
    assertThat(StatusText.of(Views.none(), 80).toString()).isEmpty();
  }

  @Test
  void whatMustAlwaysHoldHasAStripThatNamesTheEventWhenItDoesNot() {
    Views watched =
        Views.raft().node(1, Role.LEADER, 3).invariant("I1", false).invariant("I9", false);
    assertThat(StatusText.of(watched.view(), 80).toString()).contains("  I1-I9 \u2714");
    assertThat(prompt(watched.view())).isEqualTo("raft node1 t3 > ");
    ClusterView broken = watched.invariant("I9", true).invariant("I9", true).view();
    assertThat(StatusText.of(broken, 80).toString())
        .contains("  I9 \u2718 e" + (broken.order() - 1));
    assertThat(prompt(broken)).isEqualTo("raft node1 t3 ! > ");
  }

  private static final Progress PUT =
      new Progress("put /big", 156_000_000, 300_000_000, "bytes", "node1,node2,node4");

  private static String bar(Progress progress, int columns) {
    return Style.strip(ProgressBar.draw(progress, 118e6, columns));
  }

  @Test
  void aBarFitsItsTerminal() {
    assertThat(bar(PUT, 80))
        .isEqualTo(
            "put /big  [██████████──────────]  52 %  156/300 MB  118 MB/s  node1,node2,node4");
    assertThat(bar(PUT, 120))
        .isEqualTo(
            "put /big  [███████████████───────────────]  52 %  156/300 MB  118 MB/s"
                + "  node1,node2,node4");
    assertThat(bar(PUT, 60))
        .isEqualTo("put /big  [█████████──────────]  52 %  156/300 MB  118 MB/s");
    assertThat(bar(PUT, 20)).isEqualTo("put /big  52 %  15…");
  }

  @Test
  void noBarWithoutATotal() {
    assertThat(bar(new Progress("cat /x", 1_500_000, 0, "bytes", ""), 80))
        .isEqualTo("cat /x  1.5 MB  118 MB/s");
  }

  @Test
  void whatSaysNothingIsSeenToRun() {
    assertThat(Style.strip(ProgressBar.waiting("wait leader != ''", 12.3, 60)))
        .isEqualTo("wait leader != ''  12 s  Ctrl-C stops it");
    assertThat(Style.strip(ProgressBar.waiting("wait leader != ''", 12.3, 40)))
        .isEqualTo("wait leader != …  12 s  Ctrl-C stops it");
  }

  @Test
  void aBarCountsOtherThings() {
    assertThat(bar(new Progress("up", 2, 5, "nodes", "node3 starts"), 60))
        .isEqualTo("up  [████████──────────────]  40 %  2/5 nodes  node3 starts");
  }

  @Test
  void leavingNamesTheNodesThatEnd() {
    assertThat(Farewell.of(Views.none())).isEmpty();
    assertThat(Farewell.of(Views.five())).contains("taking node1, node2, node3, node5 down");
    assertThat(
            Farewell.of(
                Views.raft()
                    .node(1, Role.FOLLOWER, 1)
                    .node(2, Role.FOLLOWER, 1)
                    .node(3, Role.FOLLOWER, 1)
                    .paused(3)
                    .view()))
        .contains("taking node1..node3 down");
  }
}
