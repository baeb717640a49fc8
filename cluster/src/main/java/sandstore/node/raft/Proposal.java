package sandstore.node.raft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.RaftError;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import sandstore.node.journal.Journal.Outcome;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/**
 * One operation on its way through the log. The state machine completes it with an outcome; JRaft
 * runs it as a closure only when it failed.
 */
final class Proposal implements Closure {
  private final CompletableFuture<Outcome> future = new CompletableFuture<>();
  private final byte[] operation;
  private final Executor executor;
  private final Runnable settled;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param executor runs what waits for the outcome, which may block
   * @param settled is told once that it is done with, whatever became of it
   */
  Proposal(byte[] operation, Executor executor, Runnable settled) {
    this.operation = operation;
    this.executor = executor;
    this.settled = settled;
  }

  /** For the log. */
  Task task() {
    return new Task(ByteBuffer.wrap(operation), this);
  }

  CompletableFuture<Outcome> future() {
    return future;
  }

  void applied(Outcome outcome) {
    executor.execute(() -> future.complete(outcome));
    settle();
  }

  void failed(StoreException e) {
    executor.execute(() -> future.completeExceptionally(e));
    settle();
  }

  private void settle() {
    if (over.compareAndSet(false, true)) {
      settled.run();
    }
  }

  @Override
  public void run(Status status) {
    if (!status.isOk()) {
      failed(judge(status));
    }
  }

  /**
   * The code alone does not tell: {@code EPERM} is both "Is not leader." (nothing was proposed) and
   * "Leader stepped down" (it was, and the next leader may have it). So only messages that JRaft
   * gives before it appends are definite, and whatever else there is, or will be, is unknown.
   */
  static StoreException judge(Status status) {
    RaftError code = status.getRaftError();
    String message = String.valueOf(status.getErrorMsg());
    if (code == RaftError.EPERM
        && (message.equals("Is not leader.") || message.startsWith("expected_term="))) {
      return new DefiniteFailure(Failure.Code.NOT_LEADER, "this node does not lead any more");
    }
    if (code == RaftError.EBUSY
        && (message.equals("Is transferring leadership.")
            || message.startsWith("Node is busy, has too many tasks")
            || message.endsWith("log manager is busy."))) {
      return new DefiniteFailure(Failure.Code.NOT_LEADER, "this node is busy: " + message);
    }
    if (code == RaftError.EPERM && message.contains("stepped down")) {
      return new UnknownOutcome(
          Failure.Code.LEADER_STEPPED_DOWN,
          "this node lost its place as leader after it had proposed the operation");
    }
    return new UnknownOutcome(Failure.Code.INTERNAL, "raft: " + status);
  }
}
