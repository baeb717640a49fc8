package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import sandstore.proto.Failure;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.wire.DefiniteFailure;

/**
 * Exactly once, after RIFL (Lee et al., "Implementing linearizability at large scale and low
 * latency", SOSP 2015): a client numbers its operations within a session, the session keeps what
 * was answered until the client says that it has the answer, and a retry is answered from there
 * without being applied again.
 *
 * <p>A session lives in the state and in its snapshots like everything else, so every node that may
 * come to lead knows it. It is never made anew for an id that is not there: an operation under an
 * unknown session is refused, since nobody can say any more whether it was applied before.
 *
 * @param byId all that are open
 * @param noneExpiresBefore no session can expire earlier; saves a look at each of them. It is
 *     derived, no part of the state
 * @param hash the sum over the records of all sessions
 */
record Sessions(TreePMap<Long, Session> byId, long noneExpiresBefore, long hash) {
  static final int MAX_SESSIONS = 10_000;
  static final int MAX_CLIENT_LENGTH = 100;
  static final long DEFAULT_TIMEOUT_MILLIS = 60_000;
  static final long MAX_TIMEOUT_MILLIS = 24 * 3_600_000L;
  static final Sessions NONE = new Sessions(TreePMap.empty(), Long.MAX_VALUE, 0);

  /** How an operation fared at the door: applied before, or to be applied now. */
  record Admission(Sessions next, @Nullable OperationResult earlier) {}

  /** Sessions that were closed because the time showed that they had been idle for too long. */
  record Expiry(Sessions next, List<Long> expired) {}

  Expiry expire(long nowMillis) {
    if (nowMillis < noneExpiresBefore) {
      return new Expiry(this, List.of());
    }
    List<Long> expired = new ArrayList<>();
    Sessions next = this;
    long earliest = Long.MAX_VALUE;
    for (Session session : byId.values()) {
      if (session.isExpiredAt(nowMillis)) {
        expired.add(session.id());
        next = next.close(session.id());
      } else {
        earliest = Math.min(earliest, expiry(session));
      }
    }
    return new Expiry(new Sessions(next.byId, earliest, next.hash), expired);
  }

  /** The first millisecond at which it would be expired. */
  private static long expiry(Session session) {
    return session.activeMillis() + session.timeoutMillis() + 1;
  }

  /**
   * @throws DefiniteFailure NO_SPACE when there are too many, BAD_REQUEST
   */
  Sessions open(OpenSession request, long id, long nowMillis) {
    if (byId.size() >= MAX_SESSIONS) {
      throw new DefiniteFailure(
          Failure.Code.NO_SPACE, MAX_SESSIONS + " sessions are open; try again later");
    }
    if (request.getClient().length() > MAX_CLIENT_LENGTH) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "a client's name has at most " + MAX_CLIENT_LENGTH + " characters");
    }
    long asked = request.getTimeoutMillis();
    long timeout = asked == 0 ? DEFAULT_TIMEOUT_MILLIS : asked < 0 ? MAX_TIMEOUT_MILLIS : asked;
    return with(
        new Session(
            id,
            request.getClient(),
            Math.min(timeout, MAX_TIMEOUT_MILLIS),
            nowMillis,
            1,
            TreePMap.empty()));
  }

  /** A session as it was, from a snapshot or just opened. */
  Sessions with(Session session) {
    return new Sessions(
        byId.plus(session.id(), session),
        Math.min(noneExpiresBefore, expiry(session)),
        hash + session.hash());
  }

  Sessions close(long id) {
    Session session = byId.get(id);
    return session == null
        ? this
        : new Sessions(byId.minus(id), noneExpiresBefore, hash - session.hash());
  }

  /**
   * Notes that the client was here and what it has acknowledged, and looks for an earlier answer.
   *
   * @throws DefiniteFailure SESSION_EXPIRED or BAD_REQUEST; each of these will be the answer to
   *     every retry, too
   */
  Admission admit(Operation operation, long nowMillis) {
    long sequence = operation.getSequence();
    Session session = byId.get(operation.getSession());
    if (session == null) {
      throw new DefiniteFailure(
          Failure.Code.SESSION_EXPIRED,
          "session " + Long.toUnsignedString(operation.getSession()) + " is not open any more");
    }
    if (sequence < 1 || operation.getAcknowledgedBelow() > sequence) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "a sequence is 1 or more, and not yet acknowledged when it is sent");
    }
    boolean forgetful = operation.getForgetful();
    if (sequence < session.acknowledgedBelow() && !forgetful) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "operation " + sequence + " is already acknowledged: this is a late duplicate");
    }
    Sessions next = replace(session, touch(session, operation.getAcknowledgedBelow(), nowMillis));
    return new Admission(next, forgetful ? null : session.answers().get(sequence));
  }

  /** Whether this operation was applied, and its answer is kept for a retry. */
  boolean hasAnswered(Operation operation) {
    Session session = byId.get(operation.getSession());
    return session != null && session.answers().containsKey(operation.getSequence());
  }

  /** Forgets the answers that the client says it has. */
  private static Session touch(Session session, long acknowledgedBelow, long nowMillis) {
    TreePMap<Long, OperationResult> answers = session.answers();
    while (!answers.isEmpty() && answers.firstKey() < acknowledgedBelow) {
      answers = answers.minusFirstEntry();
    }
    return new Session(
        session.id(),
        session.client(),
        session.timeoutMillis(),
        nowMillis,
        Math.max(session.acknowledgedBelow(), acknowledgedBelow),
        answers);
  }

  private Sessions replace(Session before, Session after) {
    long sum = hash - StateHash.session(before) + StateHash.session(after);
    for (var answer : before.answers().headMap(after.acknowledgedBelow()).entrySet()) {
      sum -= StateHash.answer(before.id(), answer.getKey(), answer.getValue());
    }
    return new Sessions(byId.plus(after.id(), after), noneExpiresBefore, sum);
  }

  /** Whether one more answer would be more than a session may keep. */
  boolean isWindowFull(long id) {
    Session session = byId.get(id);
    return session != null && session.answers().size() >= Session.MAX_WINDOW;
  }

  /**
   * Keeps the answer for a retry: the latest, if it was applied more than once; none, if the client
   * has one.
   */
  Sessions remember(Operation operation, OperationResult result) {
    Session session = byId.get(operation.getSession());
    long sequence = operation.getSequence();
    if (session == null || sequence < session.acknowledgedBelow()) {
      return this;
    }
    OperationResult before = session.answers().get(sequence);
    long forgotten = before == null ? 0 : StateHash.answer(session.id(), sequence, before);
    Session after =
        new Session(
            session.id(),
            session.client(),
            session.timeoutMillis(),
            session.activeMillis(),
            session.acknowledgedBelow(),
            session.answers().plus(sequence, result));
    return new Sessions(
        byId.plus(session.id(), after),
        noneExpiresBefore,
        hash - forgotten + StateHash.answer(session.id(), sequence, result));
  }
}
