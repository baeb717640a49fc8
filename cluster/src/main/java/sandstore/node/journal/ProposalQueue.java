package sandstore.node.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.proto.Operation;
import sandstore.wire.DefiniteFailure;

/**
 * Proposals on their way to the log. Many threads put them in, one takes them out, as many at a
 * time as have gathered: the busier the disk, the larger the batch, and each batch is forced once.
 */
final class ProposalQueue {
  static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 1_000;
  private static final int MAX_BATCH_BYTES = 4 << 20;

  /** One operation that somebody waits for. */
  record Proposal(Operation operation, CompletableFuture<Journal.Outcome> outcome) {}

  private final Deque<Proposal> waiting = new ArrayDeque<>();
  private @Nullable Failure closed =
      Failure.newBuilder()
          .setCode(Failure.Code.UNREACHABLE)
          .setMessage("the journal has not started")
          .build();

  synchronized void open() {
    closed = null;
  }

  /** The future fails definitely when the queue is full or closed. */
  synchronized CompletableFuture<Journal.Outcome> add(Operation operation) {
    if (closed != null) {
      return CompletableFuture.failedFuture(new DefiniteFailure(closed));
    }
    if (waiting.size() >= MAX_WAITING) {
      return CompletableFuture.failedFuture(
          new DefiniteFailure(
              Failure.Code.TIMEOUT, MAX_WAITING + " operations wait for the disk already"));
    }
    Proposal proposal = new Proposal(operation, new CompletableFuture<>());
    waiting.addLast(proposal);
    notifyAll();
    return proposal.outcome();
  }

  /** Waits for at least one proposal. Empty once the queue is closed. */
  synchronized List<Proposal> take() throws InterruptedException {
    while (waiting.isEmpty() && closed == null) {
      wait();
    }
    List<Proposal> batch = new ArrayList<>();
    long bytes = 0;
    while (closed == null && batch.size() < MAX_BATCH && bytes < MAX_BATCH_BYTES) {
      Proposal next = waiting.pollFirst();
      if (next == null) {
        break;
      }
      batch.add(next);
      bytes += next.operation().getSerializedSize();
    }
    return batch;
  }

  /** Refuses, with this failure, whatever waits and whatever comes. The first reason stays. */
  void close(Failure reason) {
    List<Proposal> refused;
    synchronized (this) {
      if (closed == null) {
        closed = reason;
      }
      refused = List.copyOf(waiting);
      waiting.clear();
      notifyAll();
    }
    refused.forEach(p -> p.outcome().completeExceptionally(new DefiniteFailure(reason)));
  }
}
