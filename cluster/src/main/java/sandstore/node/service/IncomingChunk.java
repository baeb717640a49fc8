package sandstore.node.service;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
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
      ServerCallStreamObserver<WriteResult> caller) {
    this.self = self;
    this.store = store;
    this.channels = channels;
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
        take(frame);
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

  private void take(WriteFrame frame) throws InterruptedException {
    check(length >= 0, "no header");
    DataFrame data = frame.getData();
    check(data.getOffset() == received, "a frame is missing before " + data.getOffset());
    check(data.getData().size() <= length - received, "more bytes than announced");
    if (Crc32c.of(data.getData()) != data.getCrc32C()) {
      throw new DefiniteFailure(
          Failure.Code.CHUNK_CORRUPT,
          "the frame at " + received + " was damaged on its way to " + self);
    }
    if (next != null) {
      next.send(frame);
    }
    if (writer != null) {
      write(writer, data);
    }
    received += data.getData().size();
  }

  private void write(ChunkWriter to, DataFrame data) {
    try {
      to.write(data.getOffset(), data.getData().asReadOnlyByteBuffer(), data.getCrc32C());
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
