package sandstore.lab;

import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import sandstore.lab.process.Home;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.ConfigureRequest.Step;
import sandstore.proto.Event;
import sandstore.proto.Holding;
import sandstore.proto.NodeLeft;
import sandstore.proto.Operation;
import sandstore.proto.RetireNode;
import sandstore.proto.TableResponse;
import sandstore.wire.NodeId;

/** A node leaves for good: its vote goes first, then its process, then its name. */
final class Leaving {
  private final Cluster cluster;
  private final Home home;
  private final RosterBook book;
  private final Fleet fleet;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final MemberSteps steps;

  Leaving(
      Cluster cluster,
      Home home,
      RosterBook book,
      Fleet fleet,
      EventFeed feed,
      OwnEvents lab,
      MemberSteps steps) {
    this.cluster = cluster;
    this.home = home;
    this.book = book;
    this.fleet = fleet;
    this.feed = feed;
    this.lab = lab;
    this.steps = steps;
  }

  /**
   * Takes a node out for good: its vote first, then its process, then its name. Its folder stays.
   *
   * @param force even if chunks are on it, whose copies there do not count any more then
   */
  void remove(NodeId node, boolean force, Enrolment.Telling telling) throws InterruptedException {
    Roster.Seat seat = book.roster().seat(node);
    String cost = refuseCost(node, force, "");
    refuseUnsafe(node);
    telling.step("now " + Enrolment.words(feed.view()) + (cost.isEmpty() ? "" : "; " + cost));
    if (feed.view().leader().filter(l -> l.id().equals(node)).isPresent()) {
      NodeId successor = successor(node);
      steps.transfer(successor);
      telling.step(successor + " leads now");
    }
    steps.configure(Step.REMOVE, node, seat.generation());
    book.change(r -> r.changed(node, s -> s.votes(false)));
    steps.seen(
        node + " is still seen in the configuration", view -> !MemberSteps.knows(view, node));
    telling.step(node + " has no vote any more: " + Enrolment.words(feed.view()));
    if (fleet.process(node).isPresent()) {
      cluster.kill(node);
    }
    refuseCost(
        node, force, "it has no vote and is stopped, and is a member still"); // put meanwhile
    steps.decide(
        node + " is to be retired",
        Operation.newBuilder()
            .setRetireNode(
                RetireNode.newBuilder().setNode(node.name()).setGeneration(seat.generation()))
            .build());
    try {
      home.retire(node, seat.generation());
    } catch (IOException e) {
      throw MemberSteps.cannot("mark the folder of " + node, e);
    }
    book.change(r -> r.without(node));
    lab.tell(
        Event.newBuilder()
            .setNodeLeft(
                NodeLeft.newBuilder().setNode(node.name()).setGeneration(seat.generation())));
    steps.seen(node + " is still seen", view -> view.node(node).isEmpty());
    telling.step(node + " is stopped and left the cluster; its folder stays");
  }

  /** What is lost with the node, which only force allows; empty for nothing. */
  private String refuseCost(NodeId node, boolean force, String soFar) throws InterruptedException {
    String cost = cost(steps.table(), node);
    if (!force && !cost.isEmpty()) {
      throw new Refusal(
          cost + (soFar.isEmpty() ? "" : "; " + soFar),
          "drain " + node + " has them copied; member remove " + node + " --force does without");
    }
    return cost;
  }

  private String cost(TableResponse table, NodeId node) {
    return table.getHoldingsList().stream()
        .filter(h -> h.getNode().equals(node.name()) && h.getMissed() + h.getOnlyCopies() > 0)
        .map(Leaving::cost)
        .findFirst()
        .orElse("");
  }

  private static String cost(Holding holding) {
    return holding.getNode()
        + " has copies of "
        + holding.getMissed()
        + (holding.getMissed() == 1 ? " chunk that has" : " chunks that have")
        + " too few others, "
        + (holding.getOnlyCopies() == 0
            ? "none of them the only one"
            : holding.getOnlyCopies() + " of them the only one");
  }

  private void refuseUnsafe(NodeId node) {
    int left = book.roster().nodes().size() - 1;
    if (left < book.shape().minReplicas() || left < 1) {
      throw new Refusal(
          "with "
              + left
              + " nodes no file could be stored: each chunk needs copies on "
              + book.shape().minReplicas(),
          "member add first");
    }
    ClusterView view = feed.view();
    Set<NodeId> rest =
        view.voters().stream().filter(v -> !v.equals(node)).collect(Collectors.toSet());
    long able = view.running().stream().filter(n -> rest.contains(n.id())).count();
    int needed = rest.size() / 2 + 1;
    if (view.voters().contains(node) && able < needed) {
      throw new Refusal(
          "without "
              + node
              + ", "
              + needed
              + " of "
              + rest.size()
              + " voters must agree, and only "
              + able
              + " run",
          "start the others first");
    }
  }

  private NodeId successor(NodeId leaving) {
    ClusterView view = feed.view();
    return view.running().stream()
        .filter(n -> !n.id().equals(leaving) && view.voters().contains(n.id()))
        .max(Comparator.comparingLong(NodeView::lastIndex))
        .map(NodeView::id)
        .orElseThrow(() -> new Refusal("no other voter is running, to lead after " + leaving));
  }
}
