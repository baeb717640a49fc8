package sandstore.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/**
 * What the attempts of one operation have taught so far, and what follows from it. Pure: no clock,
 * no network; a trace of failures goes in, decisions come out.
 *
 * <p><b>Joining outcomes.</b> Each attempt is definite or unknown; the operation is unknown as soon
 * as one of them was. A later refusal ({@code NOT_LEADER}, {@code NO_LEADER}) says only that
 * <em>that</em> attempt proposed nothing, so it changes nothing about the earlier one. Only an
 * answer that the state machine computed settles it, and such an answer never comes here: it is a
 * success of the call.
 *
 * <p><b>Budget.</b> There is no fixed number of attempts: the caller's timeout ends them, and
 * {@link RetryBudget} bounds those of all operations together. Pauses double from 50 ms to 1 s (100
 * ms while nodes answer that they do not lead, since an election takes about a second and the
 * question is cheap), each cut by up to half at random so that clients spread. Three redirects in a
 * row are followed without a pause. A failure that nobody planned for ({@code INTERNAL}, {@code
 * UNSUPPORTED}) is tried three times.
 */
final class Trail {
  private static final int FREE_REDIRECTS = 3;
  private static final int PUZZLES = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final long LONGEST_PAUSE_WITHOUT_LEADER_MILLIS = 100;

  /** Where to go next. */
  enum Next {
    /** To the leader that the answer named, at once. */
    FOLLOW,
    /** To another node, after a pause. */
    ANOTHER,
    /** Nowhere: {@link #verdict} says how it ended. */
    STOP
  }

  private final boolean effectful;
  private final boolean oneNode;
  private boolean mayHaveHappened;

  /**
   * A node has said that it does not lead. That another one is gone does not speak against an
   * election: whoever still names it as the leader has not missed it yet.
   */
  private boolean electing;

  private int redirects;
  private int pauses;
  private int puzzles;
  private @Nullable StoreException last;

  /**
   * @param effectful whether the operation changes anything; reads are always definite
   * @param oneNode whether the caller named the only node to ask
   */
  Trail(boolean effectful, boolean oneNode) {
    this.effectful = effectful;
    this.oneNode = oneNode;
  }

  Next failed(StoreException failure) {
    last = failure;
    mayHaveHappened |= effectful && failure instanceof UnknownOutcome;
    if (oneNode) {
      return Next.STOP;
    }
    electing =
        failure.code() == Failure.Code.NO_LEADER
            || failure.code() == Failure.Code.NOT_LEADER
            || (electing && failure.code() == Failure.Code.UNREACHABLE);
    switch (failure.code()) {
      case NOT_LEADER:
        if (!failure.failure().getLeader().isEmpty() && ++redirects <= FREE_REDIRECTS) {
          return Next.FOLLOW;
        }
        return pause();
      case NO_LEADER:
      case LEADER_STEPPED_DOWN:
      case UNREACHABLE:
      case TIMEOUT:
      case CANCELLED:
      case QUARANTINED:
        return pause();
      case INTERNAL:
      case UNSUPPORTED:
      case INSUFFICIENT_REPLICAS:
        return ++puzzles < PUZZLES ? pause() : Next.STOP;
      default:
        // A refusal before anything was proposed. It ends the operation, unless an earlier attempt
        // may have succeeded: then only the state machine's answer can tell.
        return mayHaveHappened ? pause() : Next.STOP;
    }
  }

  private Next pause() {
    redirects = 0;
    pauses++;
    return Next.ANOTHER;
  }

  boolean mayHaveHappened() {
    return mayHaveHappened;
  }

  /** An attempt was under way when the caller stopped waiting for it. */
  void abandoned(boolean maybeSent) {
    mayHaveHappened |= effectful && maybeSent;
  }

  /**
   * How long to wait before {@link Next#ANOTHER}.
   *
   * @param chance uniform in [0, 1)
   */
  Duration pause(double chance) {
    long longest = electing ? LONGEST_PAUSE_WITHOUT_LEADER_MILLIS : LONGEST_PAUSE_MILLIS;
    long full = Math.min(longest, FIRST_PAUSE_MILLIS << Math.min(10, Math.max(0, pauses - 1)));
    return Duration.ofNanos((long) (full * 1e6 * (1 - chance / 2)));
  }

  /** After {@link Next#STOP}. */
  StoreException verdict() {
    StoreException end = last;
    if (end == null) {
      throw new IllegalStateException("nothing has failed");
    }
    if (!mayHaveHappened) {
      return end instanceof DefiniteFailure ? end : new DefiniteFailure(end.failure());
    }
    return end instanceof UnknownOutcome
        ? end
        : new UnknownOutcome(
            end.code(), "an earlier attempt may have succeeded; then: " + end.getMessage(), end);
  }

  /** After the caller's time was up. */
  StoreException timedOut(String timeout) {
    String after = last == null ? "" : "; the last answer: " + last.getMessage();
    if (mayHaveHappened) {
      return new UnknownOutcome(
          Failure.Code.TIMEOUT,
          "no answer within " + timeout + "; it may have happened" + after,
          last);
    }
    String nothing = effectful ? "; nothing was proposed" : "";
    return new DefiniteFailure(
        Failure.Code.TIMEOUT, "no answer within " + timeout + nothing + after, last);
  }
}
