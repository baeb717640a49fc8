package sandstore.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.lab.process.Home;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Precaution;
import sandstore.proto.AdmitNode;
import sandstore.proto.ConfigureRequest.Step;
import sandstore.proto.Failure;
import sandstore.proto.MemberEntry;
import sandstore.proto.NodeRule;
import sandstore.proto.Operation;
import sandstore.proto.TableResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * A node joins: it is admitted to the table of members, gets the log as a learner, and then a vote.
 * What was cut short is taken up where it stopped.
 */
final class Joining {
  private static final Duration CATCH_UP = Duration.ofSeconds(120);

  private final Cluster cluster;
  private final Home home;
  private final RosterBook book;
  private final Fleet fleet;
  private final EventFeed feed;
  private final MemberSteps steps;

  Joining(
      Cluster cluster, Home home, RosterBook book, Fleet fleet, EventFeed feed, MemberSteps steps) {
    this.cluster = cluster;
    this.home = home;
    this.book = book;
    this.fleet = fleet;
    this.feed = feed;
    this.steps = steps;
  }

  /**
   * A new node, or one that has not got as far as it was to go.
   *
   * @param named null: the next number
   * @param zone null: the one where it does most good
   * @param learner it gets no vote, even if there are fewer than five voters
   * @return which node it is
   */
  NodeId add(
      @Nullable NodeId named, @Nullable String zone, boolean learner, Enrolment.Telling telling)
      throws InterruptedException {
    TableResponse table = steps.table();
    NodeId node = named == null ? next(table) : named;
    if (!node.isNode()) {
      throw new Refusal("a node is named node6 or the like, not " + Style.harmless(node.name()));
    }
    if (book.roster().has(node)) {
      goOn(node, zone, learner, telling);
      return node;
    }
    String home = zone == null ? book.roster().zoneForNew(node) : zone;
    book.shape().resized(book.roster().nodes().size() + 1, 1); // refuses too many
    fleet.requirePapers(node);
    telling.step("now " + Enrolment.words(feed.view()));
    join(node, home, generation(table, node, 0), !learner, telling);
    return node;
  }

  private void goOn(NodeId node, @Nullable String zone, boolean learner, Enrolment.Telling telling)
      throws InterruptedException {
    Roster.Seat seat = book.roster().seat(node);
    if (zone != null && !zone.equals(seat.zone())) {
      throw new Refusal(node + " is in " + seat.zone() + ", and stays there");
    }
    if (feed.view().voters().contains(node) && !seat.wiped()) {
      throw new Refusal(node + " is a member already, and votes", "member lists all");
    }
    if (seat.wiped()) {
      comeBack(node, telling);
      return;
    }
    if (fleet.process(node).isEmpty()) {
      cluster.begin(node);
    }
    enrol(node, !learner, telling);
  }

  private NodeId next(TableResponse table) {
    int highest = 0;
    for (NodeId node : book.roster().nodes()) {
      highest = Math.max(highest, node.number());
    }
    for (MemberEntry entry : table.getMembersList()) {
      highest = Math.max(highest, new NodeId(entry.getNode()).number());
    }
    return NodeId.of(highest + 1);
  }

  /** The one that it was admitted to and has not begun, or the one after its last. */
  private static long generation(TableResponse table, NodeId node, long last) {
    for (MemberEntry entry : table.getMembersList()) {
      if (entry.getNode().equals(node.name())) {
        boolean begun =
            entry.getState() != MemberEntry.State.JOINING || entry.getGeneration() <= last;
        return entry.getGeneration() + (begun ? 1 : 0);
      }
    }
    return last + 1;
  }

  /** A node whose data was removed begins a new life, and its old one ends. */
  void comeBack(NodeId node, Enrolment.Telling telling) throws InterruptedException {
    Roster.Seat seat = book.roster().seat(node);
    TableResponse table = steps.table();
    steps.configure(Step.REMOVE, node, seat.generation());
    steps.seen(node + " still votes", view -> !view.voters().contains(node));
    telling.step(
        node
            + ", generation "
            + seat.generation()
            + ", has no vote any more: "
            + Enrolment.words(feed.view()));
    join(node, seat.zone(), generation(table, node, seat.generation()), seat.voter(), telling);
  }

  private void join(
      NodeId node, String zone, long generation, boolean vote, Enrolment.Telling telling)
      throws InterruptedException {
    steps.decide(
        node + " is to be admitted",
        Operation.newBuilder()
            .setAdmitNode(
                AdmitNode.newBuilder().setNode(node.name()).setZone(zone).setGeneration(generation))
            .build());
    try {
      home.setAside(node);
    } catch (IOException e) {
      throw MemberSteps.cannot("keep what " + node + " left behind", e);
    }
    book.change(r -> r.with(node, new Roster.Seat(zone, generation, false, false, false)));
    telling.step(node + " is admitted, generation " + generation + ", in " + zone);
    doWithoutWhatOthersDo(node);
    cluster.begin(node);
    enrol(node, vote, telling);
  }

  /** What is switched off in the cluster is off on a new node, too. */
  private void doWithoutWhatOthersDo(NodeId node) throws InterruptedException {
    List<Precaution> off = Precaution.off(feed.view());
    if (!off.isEmpty()) {
      var obeying =
          cluster.nodeFaults(
              rules -> {
                NodeRule.Builder own = NodeFault.none(node.name()).toBuilder();
                off.forEach(precaution -> precaution.set(own, true));
                List<NodeRule> all = new ArrayList<>(rules);
                all.removeIf(rule -> rule.getNode().equals(node.name())); // of its earlier life
                all.add(own.build());
                return all;
              });
    }
  }

  /** A running node gets the log, and then, if it is to and may, a vote. */
  private void enrol(NodeId node, boolean vote, Enrolment.Telling telling)
      throws InterruptedException {
    long generation = book.roster().seat(node).generation();
    steps.configure(Step.ADD_LEARNER, node, generation);
    steps.seen(node + " is not seen learning", view -> MemberSteps.knows(view, node));
    long target = feed.view().leader().map(NodeView::commitIndex).orElse(0L);
    telling.step(node + " is a learner, and has " + target + " entries to get");
    if (!feed.await(view -> applied(view, node) >= target || gone(view, node), CATCH_UP)
        || gone(feed.view(), node)) {
      throw new DefiniteFailure(
          Failure.Code.UNREACHABLE,
          node + " is a learner, and does not get the log; member add " + node + " goes on");
    }
    long from = feed.view().node(node).map(NodeView::snapshotIndex).orElse(0L);
    telling.step(
        node
            + " has them"
            + (from > 0 ? ", the first " + from + " in a snapshot" : ", by the log"));
    if (!vote) {
      return;
    }
    if (feed.view().voters().size() >= Shape.mostVoters()) {
      telling.step(node + " stays a learner: " + Shape.mostVoters() + " voters are enough");
      return;
    }
    steps.configure(Step.ADD_VOTER, node, generation);
    book.change(r -> r.changed(node, seat -> seat.votes(true)));
    steps.seen(node + " is not seen voting", view -> view.voters().contains(node));
    telling.step(node + " has a vote: " + Enrolment.words(feed.view()));
  }

  private static long applied(ClusterView view, NodeId node) {
    return view.node(node).filter(NodeView::alive).map(NodeView::appliedIndex).orElse(-1L);
  }

  private static boolean gone(ClusterView view, NodeId node) {
    return view.node(node).filter(n -> n.process() == NodeView.Process.EXITED).isPresent();
  }
}
