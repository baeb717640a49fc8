package sandstore.client;

import java.time.Duration;
import sandstore.proto.CommitFile;
import sandstore.proto.Failure;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.PackedChunkList;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/**
 * Operations that change the namespace: each takes effect at most once, however often it is sent.
 */
final class Proposals {
  /**
   * Before it proposes a file, the leader asks every replica, and waits for those that are silent.
   */
  private static final Duration LONGER_FOR_A_FILE = Duration.ofMillis(1500);

  private static final Duration LONGER_PER_CHUNK = Duration.ofMillis(1);

  private final RetryLoop loop;
  private final Sessions sessions;
  private final LeaderFinder finder;
  private final Unsettled unsettled;
  private final Duration limit;

  /**
   * @param limit how much of the caller's time one node may cost
   */
  Proposals(
      RetryLoop loop, Sessions sessions, LeaderFinder finder, Unsettled unsettled, Duration limit) {
    this.limit = limit;
    this.loop = loop;
    this.sessions = sessions;
    this.finder = finder;
    this.unsettled = unsettled;
  }

  /** What the state machine answered, at which index of the log. */
  record Applied(OperationResult result, long index) {}

  /**
   * @throws StoreException definite or unknown, joined over all attempts
   */
  Applied propose(Operation operation, Effort call) throws InterruptedException {
    while (true) {
      Sessions.Ticket ticket = sessions.ticket(call);
      Operation stamped = ticket.stamp(operation);
      try {
        Applied applied = send(stamped, call, new Trail(true, call.oneNode()));
        ticket.answered();
        return applied;
      } catch (UnknownOutcome unknown) {
        ticket.retire();
        unsettled.add(stamped, unknown);
        throw unknown;
      } catch (DefiniteFailure failure) {
        ticket.answered();
        if (failure.code() != Failure.Code.SESSION_EXPIRED) {
          throw failure;
        }
        // Nothing happened under the old session, and nothing will: begin again under a new one.
        ticket.retire();
      } catch (InterruptedException e) {
        ticket.answered();
        throw e;
      }
    }
  }

  /**
   * Sends an operation again under the ids that it had, after an outcome that was unknown. Only the
   * state machine's answer settles it.
   */
  OperationResult settle(Operation stamped, Effort call) throws InterruptedException {
    Trail trail = new Trail(true, call.oneNode());
    trail.abandoned(true);
    return send(stamped, call, trail).result();
  }

  private Applied send(Operation operation, Effort call, Trail trail) throws InterruptedException {
    ProposeResponse response =
        loop.propose(
            call,
            attemptLimit(operation),
            trail,
            attempt -> {
              ProposeResponse answer =
                  attempt.ask(
                      operation.hasCommitFile()
                          ? FileServiceGrpc.getCommitFileMethod()
                          : MetadataServiceGrpc.getProposeMethod(),
                      ProposeRequest.newBuilder().setOperation(operation).build());
              finder.leads(attempt.node());
              return answer;
            });
    OperationResult result = response.getResult();
    if (!result.hasFailure()) {
      return new Applied(result, response.getIndex());
    }
    Failure failure = result.getFailure();
    if (failure.getCode() == Failure.Code.SESSION_EXPIRED && trail.mayHaveHappened()) {
      throw new UnknownOutcome(
          failure.getCode(), "the session expired after an attempt that may have succeeded");
    }
    throw new DefiniteFailure(failure);
  }

  private Duration attemptLimit(Operation operation) {
    if (!operation.hasCommitFile()) {
      return limit;
    }
    CommitFile commit = operation.getCommitFile();
    int chunks = PackedChunkList.count(commit.getChunksList(), commit.getPacked());
    return limit.plus(LONGER_FOR_A_FILE).plus(LONGER_PER_CHUNK.multipliedBy(chunks));
  }
}
