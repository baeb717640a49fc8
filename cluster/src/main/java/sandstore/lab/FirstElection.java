package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.ElectRequest;
import sandstore.proto.ElectResponse;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.Orders;
import sandstore.proto.Role;
import sandstore.proto.TermRun;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/**
 * Gives a Raft cluster that has just been started its first leader without waiting for an election
 * timeout: as soon as a majority listens and can reach each other, the one with the most complete
 * log is made to campaign. That is only a nudge; who wins is decided by votes as always, and if
 * nobody does, the nodes' own timers do the same a little later.
 */
final class FirstElection {
  private static final Logger LOG = LoggerFactory.getLogger(FirstElection.class);

  private final Shape shape;
  private final List<NodeId> voters;
  private final EventFeed feed;
  private final OrdersDesk desk;
  private final Channels hand;

  /** Version of the first orders in which a majority has addresses; 0 = there is none yet. */
  private long reachable;

  FirstElection(Shape shape, List<NodeId> voters, EventFeed feed, OrdersDesk desk, Channels hand) {
    this.shape = shape;
    this.voters = voters;
    this.feed = feed;
    this.desk = desk;
    this.hand = hand;
  }

  /**
   * Returns when some node leads, or the time is over. Each nudge is given twice as long as the one
   * before: on a slow machine a second campaign would only undo the first.
   */
  void run(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    Duration round = shape.electionTimeout();
    for (int tries = 0; System.nanoTime() < deadline && !led(feed.view()); ) {
      boolean ready = feed.await(view -> led(view) || !candidates(view).isEmpty(), round);
      List<NodeView> candidates = candidates(feed.view());
      if (ready && !led(feed.view()) && !candidates.isEmpty()) {
        nudge(candidates.get(tries++ % candidates.size()).id());
        boolean won = feed.await(FirstElection::led, round);
        if (won) {
          return;
        }
        round = round.multipliedBy(2);
      }
    }
  }

  private static boolean led(ClusterView view) {
    return view.leader().isPresent();
  }

  /**
   * Those that could win now, the most complete log first: none before a majority listens, knows
   * where the others of that majority are, and has said what is in its log.
   */
  private List<NodeView> candidates(ClusterView view) {
    if (reachable == 0) {
      Orders now = desk.orders();
      long known =
          now.getAddressesList().stream()
              .filter(address -> voters.contains(new NodeId(address.getNode())))
              .count();
      reachable = known >= quorum() ? now.getVersion() : 0;
    }
    List<NodeView> ready =
        view.running().stream()
            .filter(node -> node.known() && voters.contains(node.id()))
            .filter(node -> reachable != 0 && node.ordersVersion() >= reachable)
            .sorted(
                Comparator.comparingLong(FirstElection::lastTerm)
                    .thenComparingLong(NodeView::lastIndex)
                    .reversed()
                    .thenComparing(NodeView::id))
            .toList();
    return ready.size() >= quorum() ? ready : List.of();
  }

  private int quorum() {
    return voters.size() / 2 + 1;
  }

  private static long lastTerm(NodeView node) {
    List<TermRun> terms = node.terms();
    return terms.isEmpty() ? 0 : terms.get(terms.size() - 1).getTerm();
  }

  private void nudge(NodeId node) {
    try {
      ElectResponse answer =
          FaultServiceGrpc.newBlockingStub(hand.free(node))
              .withDeadlineAfter(shape.electionTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .elect(ElectRequest.getDefaultInstance());
      LOG.info("{} campaigns: {} {}", node, answer.getCampaigned(), answer.getReason());
    } catch (StatusRuntimeException e) {
      LOG.info("{} was not made to campaign: {}", node, e.getStatus());
    }
  }

  /** A leader has applied an entry of its own term: all of the past is settled. */
  static boolean settled(ClusterView view) {
    Optional<NodeView> leader = view.leader();
    return leader.isPresent() && ownEntryApplied(leader.get());
  }

  private static boolean ownEntryApplied(NodeView leader) {
    List<TermRun> terms = leader.terms();
    if (leader.role() != Role.LEADER) {
      return true; // a primary and a single node have no terms to settle
    }
    return !terms.isEmpty()
        && lastTerm(leader) == leader.term()
        && leader.appliedIndex() >= terms.get(terms.size() - 1).getFirst();
  }
}
