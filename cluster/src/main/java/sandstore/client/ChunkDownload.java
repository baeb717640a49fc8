package sandstore.client;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.ReadChunkRequest;
import sandstore.wire.Channels;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** One piece of a chunk from one node into a buffer, each frame verified as it comes. */
final class ChunkDownload extends ClientCall.Listener<DataFrame> {
  /** A node that sends nothing for so long is left for another replica. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int FRAMES_AHEAD = 4;

  private final byte[] to;
  private final int length;
  private final long base;
  private final ClientCall<ReadChunkRequest, DataFrame> call;
  private int filled;
  private boolean closed;
  private boolean over;
  private @Nullable StoreException failure;

  private ChunkDownload(
      ClientCall<ReadChunkRequest, DataFrame> call, byte[] to, int length, long base) {
    this.call = call;
    this.to = to;
    this.length = length;
    this.base = base;
  }

  /**
   * Fills {@code to} from 0.
   *
   * @throws StoreException what the node said, or CHUNK_CORRUPT if frames are not as they should be
   */
  static void fetch(
      Channels channels, NodeId node, ReadChunkRequest request, byte[] to, Deadline deadline)
      throws InterruptedException {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(
            deadline.remaining(LIMIT).toNanos(), TimeUnit.NANOSECONDS);
    ClientCall<ReadChunkRequest, DataFrame> call;
    try {
      call = channels.to(node).newCall(ChunkServiceGrpc.getReadMethod(), options);
    } catch (RuntimeException e) {
      throw Failures.fromStatus(e, false);
    }
    ChunkDownload download =
        new ChunkDownload(call, to, Math.toIntExact(request.getLength()), request.getOffset());
    try {
      call.start(download, new Metadata());
      call.request(FRAMES_AHEAD);
      call.sendMessage(request);
      call.halfClose();
      download.await();
    } finally {
      download.leave();
    }
  }

  /** From here on the buffer is somebody else's. */
  private synchronized void leave() {
    over = true;
    call.cancel("over", null); // does nothing to a call that has ended
  }

  private synchronized void await() throws InterruptedException {
    int seen = -1;
    while (!closed && filled > seen) {
      seen = filled;
      long until = System.nanoTime() + PATIENCE.toNanos();
      for (long left = PATIENCE.toMillis(); !closed && filled == seen && left > 0; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      }
    }
    if (failure != null) {
      throw failure;
    }
    if (!closed) {
      throw new DefiniteFailure(Failure.Code.TIMEOUT, "sent nothing for 3 s");
    }
    if (filled != length) {
      throw corrupt("ended after " + filled + " of " + length + " bytes");
    }
  }

  @Override
  public synchronized void onMessage(DataFrame frame) {
    if (over) {
      return;
    }
    int size = frame.getData().size();
    if (frame.getOffset() != base + filled || size > length - filled) {
      fail(corrupt("sent bytes that were not asked for"));
    } else {
      frame.getData().copyTo(to, filled);
      if (Crc32c.of(to, filled, size) == frame.getCrc32C()) {
        filled += size;
        call.request(1);
      } else {
        fail(corrupt("a frame at " + frame.getOffset() + " arrived damaged"));
      }
    }
    notifyAll();
  }

  private static DefiniteFailure corrupt(String what) {
    return new DefiniteFailure(Failure.Code.CHUNK_CORRUPT, what);
  }

  private void fail(StoreException why) {
    if (failure == null) {
      failure = why;
    }
    call.cancel(why.getMessage(), null);
  }

  @Override
  public synchronized void onClose(Status status, Metadata trailers) {
    if (!status.isOk() && failure == null) {
      failure = Failures.fromStatus(status.asRuntimeException(trailers), true);
    }
    closed = true;
    notifyAll();
  }
}
