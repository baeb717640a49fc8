package sandstore.node.service;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import sandstore.wire.ChunkSender;

/**
 * Buffers for one frame each, between a conduit and a disk. A few direct ones are used again and
 * again. Whoever comes while all are taken gets one of its own on the heap, since a transfer may
 * have to wait for its peer and must not make another one wait for it.
 */
final class TransferBuffers {
  private static final int DIRECT = 16;

  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private int made;

  /** Cleared. */
  ByteBuffer take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop().clear();
      }
      if (made < DIRECT) {
        made++;
        return ByteBuffer.allocateDirect(ChunkSender.CONDUIT_FRAME_BYTES);
      }
    }
    return ByteBuffer.allocate(ChunkSender.CONDUIT_FRAME_BYTES);
  }

  /** Nobody uses it any more. */
  void give(ByteBuffer buffer) {
    if (buffer.isDirect()) {
      synchronized (idle) {
        idle.push(buffer);
      }
    }
  }
}
