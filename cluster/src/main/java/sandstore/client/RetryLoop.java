package sandstore.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import sandstore.proto.Failure;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/** Asks node after node until one answers, the deadline passes, or there is nothing to hope for. */
final class RetryLoop {
  /** A cut link swallows a request in silence: it may cost so much of the caller's time. */
  static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(2);

  private final Channels channels;
  private final LeaderFinder finder;
  private final RetryBudget budget = new RetryBudget(System.nanoTime());

  RetryLoop(Channels channels, LeaderFinder finder) {
    this.channels = channels;
    this.finder = finder;
  }

  interface Question<A> {
    /** Asks through the attempt; a request that changes anything has the same ids each time. */
    A put(Attempt attempt) throws InterruptedException;
  }

  /** A read. All its failures are definite. */
  <A> A read(Effort call, Question<A> question) throws InterruptedException {
    return read(call, ATTEMPT_LIMIT, question);
  }

  /** The same, with another limit to what one node may cost. */
  <A> A read(Effort call, Duration attemptLimit, Question<A> question) throws InterruptedException {
    return run(call, attemptLimit, new Trail(false, call.oneNode()), question);
  }

  /**
   * A proposal, with the same ids at each attempt.
   *
   * @param trail tells afterwards whether an attempt may have succeeded
   * @throws UnknownOutcome also when interrupted after something may have been proposed; the thread
   *     is then no longer interrupted, since this is the answer to it
   */
  <A> A propose(Effort call, Duration attemptLimit, Trail trail, Question<A> question)
      throws InterruptedException {
    return run(call, attemptLimit, trail, question);
  }

  private <A> A run(Effort call, Duration attemptLimit, Trail trail, Question<A> question)
      throws InterruptedException {
    List<NodeId> tried = new ArrayList<>();
    NodeId node = call.at().orElseGet(finder::first);
    while (true) {
      if (call.deadline().passed()) {
        throw trail.timedOut(call.deadline().wholeInWords());
      }
      Duration limit = call.oneNode() ? call.deadline().remaining() : attemptLimit;
      Attempt attempt = new Attempt(node, channels.to(node), call.deadline().remaining(limit));
      try {
        A answer = asked(call, attempt, question);
        budget.succeeded();
        vouch(node, call);
        return answer;
      } catch (StoreException failure) {
        node = after(failure, node, tried, call, trail);
      } catch (InterruptedException e) {
        trail.abandoned(attempt.maybeSent());
        throw interrupted(trail, e);
      }
    }
  }

  /** While its message was held, time passed for nobody. */
  private static <A> A asked(Effort call, Attempt attempt, Question<A> question)
      throws InterruptedException {
    try {
      return question.put(attempt);
    } finally {
      call.deadline().stoodStill(attempt.held());
    }
  }

  /** A node that answered named it. */
  void leads(NodeId node) {
    finder.leads(node);
  }

  private NodeId after(
      StoreException failure, NodeId node, List<NodeId> tried, Effort call, Trail trail)
      throws InterruptedException {
    switch (trail.failed(failure)) {
      case FOLLOW:
        finder.doubt(node);
        NodeId leader = new NodeId(failure.failure().getLeader());
        finder.leads(leader);
        return leader;
      case ANOTHER:
        finder.doubt(node);
        try {
          Duration backoff = trail.pause(ThreadLocalRandom.current().nextDouble());
          Duration budgeted = budget.take(System.nanoTime());
          call.deadline().pause(backoff.compareTo(budgeted) > 0 ? backoff : budgeted);
        } catch (InterruptedException e) {
          throw interrupted(trail, e);
        }
        return another(node, tried);
      case STOP:
        vouch(node, call);
    }
    throw trail.verdict();
  }

  /** It answered, even if what it said was no. */
  private void vouch(NodeId node, Effort call) {
    if (!call.oneNode() && !call.stale()) {
      finder.serves(node);
    }
  }

  /**
   * Meanwhile another operation may have found the leader; else a node not yet tried this round.
   */
  private NodeId another(NodeId node, List<NodeId> tried) {
    tried.add(node);
    NodeId first = finder.first();
    if (!tried.contains(first)) {
      return first;
    }
    NodeId next = finder.next(tried);
    if (tried.contains(next)) {
      tried.clear();
    }
    return next;
  }

  private static InterruptedException interrupted(Trail trail, InterruptedException e) {
    if (trail.mayHaveHappened()) {
      throw new UnknownOutcome(
          Failure.Code.CANCELLED, "cancelled while an answer was awaited; it may have happened", e);
    }
    return e;
  }
}
