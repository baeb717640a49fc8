package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sandstore.lab.process.Home;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.AdmitNode;
import sandstore.proto.ConfigureRequest;
import sandstore.proto.ConfigureRequest.Step;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.Holding;
import sandstore.proto.MemberEntry;
import sandstore.proto.NodeLeft;
import sandstore.proto.Operation;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.proto.RetireNode;
import sandstore.proto.SnapshotRequest;
import sandstore.proto.TableRequest;
import sandstore.proto.TableResponse;
import sandstore.proto.TransferRequest;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * Who joins a Raft cluster and who leaves it, in steps that each leave it able to go on: at most
 * one peer comes or goes at a time, a newcomer gets the log before it gets a vote, a leaver loses
 * its vote before its process is stopped. A change that was cut short is taken up by the same
 * command.
 */
public final class Enrolment {
  private static final Duration CATCH_UP = Duration.ofSeconds(120);
  private static final Duration SEEN = Duration.ofSeconds(10);

  /** Is told of each step when it is done. */
  public interface Telling {
    Telling NOBODY = text -> {};

    void step(String text);
  }

  private final Cluster cluster;
  private final Home home;
  private final RosterBook book;
  private final Fleet fleet;
  private final EventFeed feed;
  private final OwnEvents lab;
  private final LeaderCall leader;

  Enrolment(
      Cluster cluster,
      Home home,
      RosterBook book,
      Fleet fleet,
      EventFeed feed,
      Channels hand,
      OwnEvents lab) {
    this.cluster = cluster;
    this.home = home;
    this.book = book;
    this.fleet = fleet;
    this.feed = feed;
    this.lab = lab;
    this.leader = new LeaderCall(feed, hand);
  }

  private void onlyRaft() {
    if (!book.shape().topology().equals("raft")) {
      throw new Refusal(
          "the nodes of " + book.shape().topology() + " are always the same ones",
          "up raft has members that come and go");
    }
  }

  /** The members as the leader has them, no older than this call. */
  public TableResponse table() throws InterruptedException {
    onlyRaft();
    return leader.ask(
        "the table of members", stub -> stub.table(TableRequest.getDefaultInstance()));
  }

  /**
   * A new node, or one that has not got as far as it was to go.
   *
   * @param named null: the next number
   * @param zone null: the one where it does most good
   * @param learner it gets no vote, even if there are fewer than five voters
   * @return which node it is
   */
  public NodeId add(@Nullable NodeId named, @Nullable String zone, boolean learner, Telling telling)
      throws InterruptedException {
    TableResponse table = table();
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
    telling.step("now " + words(feed.view()));
    join(node, home, generation(table, node, 0), !learner, telling);
    return node;
  }

  private void goOn(NodeId node, @Nullable String zone, boolean learner, Telling telling)
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
  void comeBack(NodeId node, Telling telling) throws InterruptedException {
    Roster.Seat seat = book.roster().seat(node);
    TableResponse table = table();
    configure(Step.REMOVE, node, seat.generation());
    seen(node + " still votes", view -> !view.voters().contains(node));
    telling.step(
        node
            + ", generation "
            + seat.generation()
            + ", has no vote any more: "
            + words(feed.view()));
    join(node, seat.zone(), generation(table, node, seat.generation()), seat.voter(), telling);
  }

  private void join(NodeId node, String zone, long generation, boolean vote, Telling telling)
      throws InterruptedException {
    decide(
        node + " is to be admitted",
        Operation.newBuilder()
            .setAdmitNode(
                AdmitNode.newBuilder().setNode(node.name()).setZone(zone).setGeneration(generation))
            .build());
    try {
      home.setAside(node);
    } catch (IOException e) {
      throw cannot("keep what " + node + " left behind", e);
    }
    book.change(r -> r.with(node, new Roster.Seat(zone, generation, false, false, false)));
    telling.step(node + " is admitted, generation " + generation + ", in " + zone);
    cluster.begin(node);
    enrol(node, vote, telling);
  }

  /** A running node gets the log, and then, if it is to and may, a vote. */
  private void enrol(NodeId node, boolean vote, Telling telling) throws InterruptedException {
    long generation = book.roster().seat(node).generation();
    configure(Step.ADD_LEARNER, node, generation);
    seen(node + " is not seen learning", view -> knows(view, node));
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
    configure(Step.ADD_VOTER, node, generation);
    book.change(r -> r.changed(node, seat -> seat.votes(true)));
    seen(node + " is not seen voting", view -> view.voters().contains(node));
    telling.step(node + " has a vote: " + words(feed.view()));
  }

  private static boolean knows(ClusterView view, NodeId node) {
    return view.leader()
        .filter(l -> l.learners().contains(node) || l.voters().contains(node))
        .isPresent();
  }

  private static long applied(ClusterView view, NodeId node) {
    return view.node(node).filter(NodeView::alive).map(NodeView::appliedIndex).orElse(-1L);
  }

  private static boolean gone(ClusterView view, NodeId node) {
    return view.node(node).filter(n -> n.process() == NodeView.Process.EXITED).isPresent();
  }

  /**
   * Takes a node out for good: its vote first, then its process, then its name. Its folder stays.
   *
   * @param force even if chunks are on it, whose copies there do not count any more then
   */
  public void remove(NodeId node, boolean force, Telling telling) throws InterruptedException {
    Roster.Seat seat = book.roster().seat(node);
    TableResponse table = table();
    String cost = cost(table, node);
    if (!force && !cost.isEmpty()) {
      throw new Refusal(
          cost, "drain " + node + " moves them; member remove " + node + " --force loses them");
    }
    refuseUnsafe(node);
    telling.step("now " + words(feed.view()) + (cost.isEmpty() ? "" : "; " + cost));
    if (feed.view().leader().filter(l -> l.id().equals(node)).isPresent()) {
      NodeId successor = successor(node);
      transfer(successor);
      telling.step(successor + " leads now");
    }
    configure(Step.REMOVE, node, seat.generation());
    book.change(r -> r.changed(node, s -> s.votes(false)));
    seen(node + " is still seen in the configuration", view -> !knows(view, node));
    telling.step(node + " has no vote any more: " + words(feed.view()));
    if (fleet.process(node).isPresent()) {
      cluster.kill(node);
    }
    decide(
        node + " is to be retired",
        Operation.newBuilder()
            .setRetireNode(
                RetireNode.newBuilder().setNode(node.name()).setGeneration(seat.generation()))
            .build());
    try {
      home.retire(node, seat.generation());
    } catch (IOException e) {
      throw cannot("mark the folder of " + node, e);
    }
    book.change(r -> r.without(node));
    lab.tell(
        Event.newBuilder()
            .setNodeLeft(
                NodeLeft.newBuilder().setNode(node.name()).setGeneration(seat.generation())));
    seen(node + " is still seen", view -> view.node(node).isEmpty());
    telling.step(node + " is stopped and left the cluster; its folder stays");
  }

  private String cost(TableResponse table, NodeId node) {
    return table.getHoldingsList().stream()
        .filter(h -> h.getNode().equals(node.name()))
        .map(Enrolment::cost)
        .findFirst()
        .orElse("");
  }

  private static String cost(Holding holding) {
    return holding.getNode()
        + " has copies of "
        + holding.getChunks()
        + (holding.getChunks() == 1 ? " chunk, " : " chunks, ")
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

  /** Hands leadership to a voter; returns when it is seen to lead. */
  public void transfer(NodeId to) throws InterruptedException {
    onlyRaft();
    if (leads(feed.view(), to)) {
      return;
    }
    String refused =
        leader.ask(
            "the transfer to " + to,
            stub ->
                stub.transfer(TransferRequest.newBuilder().setTo(to.name()).build()).getRefused());
    if (!refused.isEmpty() && !leads(feed.view(), to)) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "leadership stays where it is: " + refused);
    }
    seen(
        to + " did not become leader: it may be unreachable, or lack entries",
        view -> leads(view, to));
  }

  private static boolean leads(ClusterView view, NodeId node) {
    return view.leader().filter(l -> l.id().equals(node)).isPresent();
  }

  /**
   * Makes a node save a snapshot now.
   *
   * @return the last index in it
   */
  public long snapshot(NodeId node) {
    onlyRaft();
    try {
      return leader.stub(node).snapshot(SnapshotRequest.getDefaultInstance()).getIndex();
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, true);
    }
  }

  /** {@code 3 of 5 voters must agree}. */
  public static String words(ClusterView view) {
    int voters = view.voters().size();
    return (voters / 2 + 1)
        + " of "
        + voters
        + (voters == 1 ? " voter" : " voters")
        + " must agree";
  }

  private void configure(Step step, NodeId node, long generation) throws InterruptedException {
    var done =
        leader.ask(
            switch (step) {
              case ADD_LEARNER -> node + " is to be a learner";
              case ADD_VOTER -> node + " is to have a vote";
              default -> node + " is to have no vote any more";
            },
            stub ->
                stub.configure(
                    ConfigureRequest.newBuilder()
                        .setStep(step)
                        .setNode(node.name())
                        .setGeneration(generation)
                        .build()));
  }

  private void decide(String what, Operation operation) throws InterruptedException {
    ProposeResponse answer =
        leader.ask(
            what, stub -> stub.decide(ProposeRequest.newBuilder().setOperation(operation).build()));
    if (answer.getResult().hasFailure()) {
      throw StoreException.of(answer.getResult().getFailure());
    }
  }

  private static DefiniteFailure cannot(String what, IOException e) {
    return new DefiniteFailure(
        Failure.Code.INTERNAL, "the home cannot " + what + ": " + e.getMessage(), e);
  }

  private void seen(String otherwise, Predicate<ClusterView> condition)
      throws InterruptedException {
    if (!feed.await(condition, SEEN)) {
      throw new DefiniteFailure(
          Failure.Code.TIMEOUT, otherwise + " after " + SEEN.toSeconds() + " s");
    }
  }
}
