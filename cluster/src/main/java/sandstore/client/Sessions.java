package sandstore.client;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.ProposeRequest;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/**
 * The sessions that give operations their ids, so that a retried one takes effect once (Lee et al.,
 * "Implementing Linearizability at Large Scale and Low Latency", SOSP 2015: RIFL).
 *
 * <p>A session is opened when the first operation needs it; opening one twice by mistake harms
 * nobody, the surplus one expires. An operation that ended unknown retires its session: the server
 * keeps that window of results until the session expires, so that the same ids can still be
 * settled, and it does not grow with what comes later. Threads may share this.
 */
final class Sessions {
  private static final Duration IDLE_TIMEOUT = Duration.ofHours(1);

  private final String client;
  private final RetryLoop loop;
  private final LeaderFinder finder;
  private final Duration patience;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Session current;

  /**
   * @param patience how long it waits for one node's answer
   */
  Sessions(String client, RetryLoop loop, LeaderFinder finder, Duration patience) {
    this.patience = patience;
    this.client = client;
    this.loop = loop;
    this.finder = finder;
  }

  /** The ids of one operation. */
  final class Ticket {
    private final Session session;
    private final long sequence;
    private final long acknowledgedBelow;

    Ticket(Session session, long sequence, long acknowledgedBelow) {
      this.session = session;
      this.sequence = sequence;
      this.acknowledgedBelow = acknowledgedBelow;
    }

    Operation stamp(Operation operation) {
      return operation.toBuilder()
          .setSession(session.id)
          .setSequence(sequence)
          .setAcknowledgedBelow(acknowledgedBelow)
          .build();
    }

    /** The client will never ask about it again. */
    void answered() {
      session.answered(sequence);
    }

    /** Its outcome is unknown, or its session is gone: operations to come use another one. */
    void retire() {
      Sessions.this.retire(session);
    }
  }

  /**
   * @throws StoreException definite: without a session nothing was proposed
   */
  Ticket ticket(Effort call) throws InterruptedException {
    Session known = current;
    if (known == null) {
      if (!opening.tryLock(call.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new DefiniteFailure(Failure.Code.TIMEOUT, "no session could be opened in time");
      }
      try {
        known = current;
        if (known == null) {
          known = open(call);
          current = known;
        }
      } finally {
        opening.unlock();
      }
    }
    return known.next(this);
  }

  /** An unknown outcome does not matter here: a session that nobody uses is no effect. */
  private Session open(Effort call) throws InterruptedException {
    Operation operation =
        Operation.newBuilder()
            .setOpenSession(
                OpenSession.newBuilder()
                    .setClient(client)
                    .setTimeoutMillis(IDLE_TIMEOUT.toMillis()))
            .build();
    ProposeRequest request = ProposeRequest.newBuilder().setOperation(operation).build();
    OperationResult result =
        loop.read(
            call,
            patience,
            attempt -> {
              var answer = attempt.ask(MetadataServiceGrpc.getProposeMethod(), request);
              finder.leads(attempt.node());
              return answer.getResult();
            });
    if (result.hasFailure()) {
      throw new DefiniteFailure(result.getFailure());
    }
    return new Session(result.getSession());
  }

  private synchronized void retire(Session session) {
    if (session == current) {
      current = null;
    }
  }

  private static final class Session {
    private final long id;
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private long lastSequence;

    Session(long id) {
      this.id = id;
    }

    synchronized Ticket next(Sessions sessions) {
      long sequence = ++lastSequence;
      unanswered.add(sequence);
      return sessions.new Ticket(this, sequence, unanswered.first());
    }

    synchronized void answered(long sequence) {
      unanswered.remove(sequence);
    }
  }
}
