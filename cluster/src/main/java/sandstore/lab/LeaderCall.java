package sandstore.lab;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.Failure;
import sandstore.proto.MemberServiceGrpc;
import sandstore.proto.MemberServiceGrpc.MemberServiceBlockingStub;
import sandstore.wire.Channels;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/**
 * Asks whoever leads for one step of a change of members. Every step may be asked for again: it
 * says what is to be, and what is so already succeeds. So an unknown outcome is settled by asking
 * again, and only if nobody can be asked any more does it stay unknown.
 */
final class LeaderCall {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long ONE_CALL_MILLIS = 8_000;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final EventFeed feed;
  private final Channels hand;

  LeaderCall(EventFeed feed, Channels hand) {
    this.feed = feed;
    this.hand = hand;
  }

  /**
   * @param what is asked for, in a few words
   * @throws DefiniteFailure it was refused, or no leader was there to ask
   * @throws UnknownOutcome it was begun, and nobody could say whether it holds
   */
  <T> T ask(String what, Function<MemberServiceBlockingStub, T> call) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    StoreException last = null;
    boolean begun = false;
    while (true) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      NodeView leader = awaitLeader(left);
      if (leader == null) {
        throw noMore(what, last, begun);
      }
      try {
        return call.apply(stub(leader.id()));
      } catch (StatusRuntimeException e) {
        last = Failures.fromStatus(e, true);
        if (last instanceof DefiniteFailure && !elsewhere(last)) {
          throw last;
        }
        begun |= last instanceof UnknownOutcome;
      }
      long term = leader.term();
      var changed = feed.await(view -> view.term() > term, PAUSE);
    }
  }

  private @Nullable NodeView awaitLeader(Duration within) throws InterruptedException {
    if (within.isNegative() || !feed.await(view -> view.leader().isPresent(), within)) {
      return null;
    }
    ClusterView view = feed.view();
    return view.leader().orElse(null);
  }

  private static boolean elsewhere(StoreException e) {
    return e.failure().getCode() == Failure.Code.NOT_LEADER
        || e.failure().getCode() == Failure.Code.NO_LEADER;
  }

  private static StoreException noMore(String what, @Nullable StoreException last, boolean begun) {
    String why = last == null ? "no node leads" : String.valueOf(last.failure().getMessage());
    return begun
        ? new UnknownOutcome(
            Failure.Code.TIMEOUT, what + ": it was begun, and nobody can say if it holds: " + why)
        : new DefiniteFailure(
            Failure.Code.NO_LEADER, what + ": nothing was changed, no majority decides: " + why);
  }

  MemberServiceBlockingStub stub(NodeId node) {
    return MemberServiceGrpc.newBlockingStub(hand.free(node))
        .withDeadlineAfter(ONE_CALL_MILLIS, TimeUnit.MILLISECONDS);
  }
}
