package sandstore.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import sandstore.lab.view.ClusterView;
import sandstore.proto.ConfigureRequest;
import sandstore.proto.ConfigureRequest.Step;
import sandstore.proto.Failure;
import sandstore.proto.Operation;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.proto.TableRequest;
import sandstore.proto.TableResponse;
import sandstore.proto.TransferRequest;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * The single steps by which members of a Raft cluster change: each is asked of whoever leads, or
 * waits until the view shows what a step did.
 */
final class MemberSteps {
  private static final Duration SEEN = Duration.ofSeconds(10);

  /** Raft gives a transfer up after an election timeout, and the old leader goes on. */
  private static final Duration TRANSFER = Duration.ofSeconds(3);

  private static final int TRANSFERS = 5;

  private final RosterBook book;
  private final EventFeed feed;
  private final LeaderCall leader;

  MemberSteps(RosterBook book, EventFeed feed, LeaderCall leader) {
    this.book = book;
    this.feed = feed;
    this.leader = leader;
  }

  void onlyRaft() {
    if (!book.shape().topology().equals("raft")) {
      throw new Refusal(
          "the nodes of " + book.shape().topology() + " are always the same ones",
          "up raft has members that come and go");
    }
  }

  /** The members as the leader has them, no older than this call. */
  TableResponse table() throws InterruptedException {
    onlyRaft();
    return leader.ask(
        "the table of members", stub -> stub.table(TableRequest.getDefaultInstance()));
  }

  void configure(Step step, NodeId node, long generation) throws InterruptedException {
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

  void decide(String what, Operation operation) throws InterruptedException {
    ProposeResponse answer =
        leader.ask(
            what, stub -> stub.decide(ProposeRequest.newBuilder().setOperation(operation).build()));
    if (answer.getResult().hasFailure()) {
      throw StoreException.of(answer.getResult().getFailure());
    }
  }

  /** Hands leadership to a voter; returns when it is seen to lead. */
  void transfer(NodeId to) throws InterruptedException {
    onlyRaft();
    if (leads(feed.view(), to)) {
      return;
    }
    for (int i = 0; i < TRANSFERS; i++) {
      leader.ask(
          "the transfer to " + to,
          stub -> stub.transfer(TransferRequest.newBuilder().setTo(to.name()).build()));
      if (feed.await(view -> leads(view, to), TRANSFER)) {
        return;
      }
      // Asked again only of one who leads: as long as nobody does, the transfer may still succeed.
      seen("the transfer to " + to + " is not over", view -> view.leader().isPresent());
      if (leads(feed.view(), to)) {
        return;
      }
    }
    throw new DefiniteFailure(
        Failure.Code.TIMEOUT,
        to + " did not become leader: it may be unreachable, or lack entries");
  }

  static boolean leads(ClusterView view, NodeId node) {
    return view.leader().filter(l -> l.id().equals(node)).isPresent();
  }

  static boolean knows(ClusterView view, NodeId node) {
    return view.leader()
        .filter(l -> l.learners().contains(node) || l.voters().contains(node))
        .isPresent();
  }

  void seen(String otherwise, Predicate<ClusterView> condition) throws InterruptedException {
    feed.must(condition, SEEN, otherwise);
  }

  static DefiniteFailure cannot(String what, IOException e) {
    return new DefiniteFailure(
        Failure.Code.INTERNAL, "the home cannot " + what + ": " + e.getMessage(), e);
  }
}
