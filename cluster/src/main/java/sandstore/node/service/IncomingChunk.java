package sandstore.node.service;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.chunk.ChunkWriter;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.WriteFrame;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.Conduit;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;
import sandstore.wire.UnknownOutcome;

/**
 * One chunk on its way through this node: each frame is verified, handed to the next node of the
 * chain, written here, and only then the next one is asked for. So while this disk works the frame
 * travels on, and memory holds {@link #WINDOW_FRAMES} frames and what one connection buffers.
 *
 * <p>The data of a frame is in it, or comes by the conduit that the header names; then it is read
 * from there when its announcement has come, and not before.
 *
 * <p>The two halves fail apart: when this disk fails the frames still go on; when the next node
 * fails this copy still counts. The answer says what became of each copy. What is refused as a
 * whole is a stream that is not what it says: a damaged frame, a gap, a wrong length. gRPC calls
 * one method at a time.
 */
final class IncomingChunk implements StreamObserver<WriteFrame> {
  /** Asked for ahead: one is decoded while one is written. */
  private static final int WINDOW_FRAMES = 2;

  private final NodeId self;
  private final ChunkStore store;
  private final Channels channels;
  private final ConduitEnd data;
  private final ServerCallStreamObserver<WriteResult> caller;

  /** -1 until the header is there. */
  private long length = -1;

  private @Nullable ChunkWriter writer;
  private @Nullable Downstream next;
  private @Nullable DefiniteFailure problem;
  private long received;
  private boolean over;

  IncomingChunk(
      NodeId self,
      ChunkStore store,
      Channels channels,
      ConduitEnd data,
      ServerCallStreamObserver<WriteResult> caller) {
    this.self = self;
    this.store = store;
    this.channels = channels;
    this.data = data;
    this.caller = caller;
    caller.disableAutoRequest();
    caller.setOnCancelHandler(() -> {}); // onError follows
    caller.request(WINDOW_FRAMES);
  }

  @Override
  public void onNext(WriteFrame frame) {
    if (over) {
      return;
    }
    try {
      if (frame.hasHeader()) {
        begin(frame.getHeader());
      } else {
        take(frame.getData());
      }
      caller.request(1);
    } catch (RuntimeException e) {
      refuse(e);
    } catch (InterruptedException e) {
      interrupted(e);
    }
  }

  private void begin(WriteHeader first) {
    check(length < 0, "a second header");
    check(first.getLength() >= 0, "a negative length");
    length = first.getLength();
    data.use(first.getConduit());
    ChunkKey key = ChunkEndpoint.key(first.getId());
    try {
      writer = store.begin(key, first.getLength());
    } catch (DefiniteFailure e) {
      check(e.code() != Failure.Code.BAD_REQUEST, String.valueOf(e.getMessage()));
      problem = e;
    }
    if (first.getNextCount() > 0) {
      List<NodeId> rest = first.getNextList().stream().map(NodeId::new).toList();
      check(!rest.contains(self), "the chain comes back to " + self);
      next = Downstream.open(channels, rest, first, Context.current().getDeadline());
    }
    if (writer == null && next == null) {
      answer(own(), List.of(), 0); // nothing to do for the bytes
    }
  }

  private void take(DataFrame frame) throws InterruptedException {
    check(length >= 0, "no header");
    check(frame.getOffset() == received, "a frame is missing before " + frame.getOffset());
    int size = frame.getLength() + frame.getData().size();
    check(size <= length - received, "more bytes than announced");
    if (frame.getLength() == 0) {
      take(frame, frame.getData().asReadOnlyByteBuffer());
      return;
    }
    check(
        frame.getLength() > 0 && frame.getLength() <= ChunkSender.CONDUIT_FRAME_BYTES,
        "a frame that is too long");
    check(frame.getData().isEmpty(), "data in the frame and beside it");
    ByteBuffer buffer = data.buffers().take();
    try {
      data.read(buffer.limit(frame.getLength()), () -> !caller.isCancelled());
      take(frame, buffer.flip());
    } finally {
      data.buffers().give(buffer);
    }
  }

  private void take(DataFrame frame, ByteBuffer bytes) throws InterruptedException {
    ChunkWriter here = writer;
    boolean sound =
        here == null
            ? Crc32c.of(bytes) == frame.getCrc32C()
            : here.accepts(frame.getOffset(), bytes, frame.getCrc32C());
    if (!sound) {
      throw new DefiniteFailure(
          Failure.Code.CHUNK_CORRUPT,
          "the frame at " + received + " was damaged on its way to " + self);
    }
    if (here != null) {
      write(here, bytes);
    }
    if (next != null) {
      next.send(frame.getOffset(), bytes, frame.getCrc32C(), written(frame.getOffset()));
    }
    received += bytes.remaining();
  }

  /** On its way to the next node what is on the disk need not pass through this process again. */
  private Conduit.@Nullable Source written(long offset) {
    ChunkWriter here = writer;
    return here != null && here.hands()
        ? (done, left, to) -> here.send(offset + done, left, to)
        : null;
  }

  private void write(ChunkWriter to, ByteBuffer bytes) {
    try {
      to.writeAccepted(bytes);
    } catch (DefiniteFailure e) {
      problem = e;
      writer = null; // it has discarded what came
    }
  }

  @Override
  public void onCompleted() {
    if (over) {
      return;
    }
    try {
      check(length >= 0, "no header");
      check(received == length, "only " + received + " bytes came");
      if (next != null) {
        next.finish(); // the others force their copies while this node forces its own
      }
      int crc = writer == null ? 0 : finish(writer);
      long durable = System.nanoTime();
      WriteResult rest = next == null ? WriteResult.getDefaultInstance() : next.result();
      long waited = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - durable);
      boolean stored = problem == null;
      answer(
          own().toBuilder().setRestMicros(waited).build(),
          rest.getReplicasList(),
          stored ? crc : rest.getCrc32C());
    } catch (RuntimeException e) {
      refuse(e);
    } catch (InterruptedException e) {
      interrupted(e);
    }
  }

  private int finish(ChunkWriter here) {
    try {
      return here.finish().crc32c();
    } catch (DefiniteFailure e) {
      problem = e;
      return 0;
    }
  }

  private ReplicaOutcome own() {
    ReplicaOutcome.Builder own = ReplicaOutcome.newBuilder().setNode(self.name());
    if (problem == null) {
      return own.setStored(true).build();
    }
    return own.setProblem(String.valueOf(problem.getMessage())).setCode(problem.code()).build();
  }

  private void answer(ReplicaOutcome own, List<ReplicaOutcome> rest, int crc) {
    over = true;
    data.settle(received == length);
    caller.onNext(
        WriteResult.newBuilder().addReplicas(own).addAllReplicas(rest).setCrc32C(crc).build());
    caller.onCompleted();
  }

  /** The caller has gone away, or its deadline has passed. */
  @Override
  public void onError(Throwable t) {
    discard("the caller went away");
  }

  private void refuse(RuntimeException e) {
    discard(String.valueOf(e.getMessage()));
    caller.onError(Failures.toStatus(e));
  }

  private void interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    refuse(new UnknownOutcome(Failure.Code.CANCELLED, self + " is shutting down", e));
  }

  private void discard(String why) {
    over = true;
    data.settle(false);
    if (next != null) {
      next.cancel(why);
    }
    if (writer != null) {
      writer.abort();
    }
  }

  private static void check(boolean ok, String problem) {
    if (!ok) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, problem);
    }
  }
}
