package sandstore.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/**
 * A few transfers at once, whose results come back in the order in which they were begun. It owns
 * the buffers, so that memory is bounded by {@code lanes x size}: a buffer is used again only when
 * the transfer that used it has been taken. Used by one thread.
 */
final class Pipeline<R> implements AutoCloseable {
  /** All buffers together, unless a single chunk is larger. */
  static final int BUDGET_BYTES = 16 << 20;

  private static final int MOST_LANES = 4;

  private final ExecutorService workers;
  private final int lanes;
  private final int bufferBytes;
  private final Deque<Running<R>> running = new ArrayDeque<>();
  private final Deque<byte[]> free = new ArrayDeque<>();

  private record Running<R>(Future<R> result, byte[] buffer) {}

  /** A finished transfer and its buffer, valid until the next call to this pipeline. */
  record Taken<R>(R result, byte[] buffer) {}

  Pipeline(ExecutorService workers, int bufferBytes) {
    this.workers = workers;
    this.bufferBytes = bufferBytes;
    this.lanes = Math.max(1, Math.min(MOST_LANES, BUDGET_BYTES / Math.max(1, bufferBytes)));
  }

  /** No lane is free: {@link #take} first. */
  boolean full() {
    return running.size() == lanes;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** A buffer for the next transfer. */
  byte[] buffer() {
    byte[] again = free.poll();
    return again == null ? new byte[bufferBytes] : again;
  }

  void begin(byte[] buffer, Callable<R> transfer) {
    running.add(new Running<>(workers.submit(transfer), buffer));
  }

  /**
   * Waits for the oldest transfer.
   *
   * @throws StoreException as the transfer did
   */
  Taken<R> take() throws InterruptedException {
    Running<R> oldest = running.remove();
    try {
      R result = oldest.result().get();
      free.add(oldest.buffer());
      return new Taken<>(result, oldest.buffer());
    } catch (InterruptedException e) {
      running.addFirst(oldest);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new DefiniteFailure(Failure.Code.CANCELLED, "the client was closed", e);
      }
      throw new IllegalStateException("a transfer failed in an unplanned way", e.getCause());
    }
  }

  /** Cancels what still runs. */
  @Override
  public void close() {
    running.forEach(r -> r.result().cancel(true));
    running.clear();
  }
}
