package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.ElectRequest;
import sandstore.proto.ElectResponse;
import sandstore.proto.FaultServiceGrpc;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/** Makes a node stand for election, without waiting for its clock. */
final class Campaign {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final EventFeed feed;
  private final Channels hand;

  Campaign(EventFeed feed, Channels hand) {
    this.feed = feed;
    this.hand = hand;
  }

  /**
   * Waits about an election timeout for what comes of it.
   *
   * @return empty, or why it did not campaign
   */
  String of(NodeId node, Shape shape) throws InterruptedException {
    // Who has just started has not heard of the term yet, and would stand for one that is over.
    var heard = feed.await(view -> term(view, node) >= view.term(), shape.electionTimeout());
    long own = term(feed.view(), node);
    long before = feed.view().term();
    ElectResponse answer;
    try {
      answer =
          FaultServiceGrpc.newBlockingStub(hand.free(node))
              .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
              .elect(ElectRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      return "it does not answer (" + e.getStatus().getCode() + ")";
    }
    if (!answer.getCampaigned()) {
      return answer.getReason();
    }
    feed.must(
        view -> term(view, node) > own, ANSWER, node + " campaigned, but no new term was seen");
    var unused =
        feed.await(
            view -> view.leader().filter(l -> l.term() > before).isPresent(),
            shape.manual() ? Duration.ZERO : shape.electionTimeout()); // its votes may wait
    return "";
  }

  private static long term(ClusterView view, NodeId node) {
    return view.node(node).map(NodeView::term).orElse(0L);
  }
}
