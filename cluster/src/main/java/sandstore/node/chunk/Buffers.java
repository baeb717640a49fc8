package sandstore.node.chunk;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * The few direct buffers through which all chunk bytes pass. Whoever wants one waits until one is
 * free; nobody holds two, and nobody waits for a peer while holding one, so the wait is as short as
 * a disk access.
 */
final class Buffers {
  /** Of each buffer, and the most that one frame may carry. */
  static final int BYTES = 1 << 20;

  private final Semaphore free;
  private final Deque<ByteBuffer> idle = new ArrayDeque<>();

  Buffers(int count) {
    this.free = new Semaphore(count);
  }

  /** A buffer on loan. */
  final class Loan implements Closeable {
    private final ByteBuffer buffer;

    private Loan(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void close() {
      synchronized (idle) {
        idle.push(buffer);
      }
      free.release();
    }
  }

  /** Cleared. */
  Loan borrow() {
    free.acquireUninterruptibly();
    ByteBuffer buffer;
    synchronized (idle) {
      buffer = idle.isEmpty() ? ByteBuffer.allocateDirect(BYTES) : idle.pop();
    }
    return new Loan(buffer.clear());
  }
}
