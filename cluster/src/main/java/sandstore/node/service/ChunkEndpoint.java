package sandstore.node.service;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sandstore.node.chunk.ChunkReader;
import sandstore.node.chunk.ChunkStore;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkState;
import sandstore.proto.ConduitRequest;
import sandstore.proto.ConduitResponse;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.proto.ListChunksRequest;
import sandstore.proto.ProbeRequest;
import sandstore.proto.ProbeResponse;
import sandstore.proto.ReadChunkRequest;
import sandstore.proto.StatChunksRequest;
import sandstore.proto.StatChunksResponse;
import sandstore.proto.WriteFrame;
import sandstore.proto.WriteResult;
import sandstore.wire.Caller;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.ConduitDoor;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;

/** ChunkService of one node: its own disk, and the next nodes of a chain. */
public final class ChunkEndpoint extends ChunkServiceGrpc.ChunkServiceImplBase {
  /** Of data beside the frames: an announcement costs as much as a good part of a MiB. */
  private static final int MOST_ANNOUNCED = 8 << 20;

  private final NodeId self;
  private final ChunkStore store;
  private final Channels channels;
  private final @Nullable ConduitDoor door;
  private final TransferBuffers buffers = new TransferBuffers();
  private final Executor senders;

  /**
   * The server's executor must bear threads that block: each chunk that comes in holds one.
   *
   * @param channels to the other nodes of chains; remain the caller's to close
   * @param door where conduits come in; the caller's to close; null = data only in frames
   */
  public ChunkEndpoint(
      NodeId self, ChunkStore store, Channels channels, @Nullable ConduitDoor door) {
    this.self = self;
    this.store = store;
    this.channels = channels;
    this.door = door;
    this.senders = Executors.newCachedThreadPool(new DaemonThreads("chunk-send"));
  }

  @Override
  public StreamObserver<WriteFrame> write(StreamObserver<WriteResult> caller) {
    ServerCallStreamObserver<WriteResult> call = (ServerCallStreamObserver<WriteResult>) caller;
    return new IncomingChunk(self, store, channels, end(), call);
  }

  /** For the call that is being handled. */
  private ConduitEnd end() {
    return new ConduitEnd(door, buffers, Caller.current());
  }

  @Override
  public void conduit(ConduitRequest request, StreamObserver<ConduitResponse> caller) {
    caller.onNext(ConduitResponse.newBuilder().setPort(door == null ? 0 : door.port()).build());
    caller.onCompleted();
  }

  @Override
  public void read(ReadChunkRequest request, StreamObserver<DataFrame> caller) {
    PacedReply<DataFrame> reply = new PacedReply<>(caller);
    ConduitEnd data = end();
    senders.execute(Context.current().wrap(() -> reply.run(() -> stream(request, data, reply))));
  }

  private void stream(ReadChunkRequest request, ConduitEnd data, PacedReply<DataFrame> reply)
      throws InterruptedException {
    boolean all = false;
    try {
      data.use(request.getConduit());
      all = send(request, data, reply);
    } finally {
      data.settle(all);
    }
  }

  /**
   * @return whether all was sent
   */
  private boolean send(ReadChunkRequest request, ConduitEnd data, PacedReply<DataFrame> reply)
      throws InterruptedException {
    try (ChunkReader chunk = store.open(key(request.getId()))) {
      long from = request.getOffset();
      long wanted = request.getLength() == 0 ? chunk.length() - from : request.getLength();
      if (from < 0 || wanted < 0 || wanted > chunk.length() - from) {
        throw new DefiniteFailure(
            Failure.Code.BAD_REQUEST,
            "bytes " + from + " + " + wanted + " are not within " + chunk.length());
      }
      long at = from;
      while (at < from + wanted && reply.awaitReady()) {
        long rest = from + wanted - at;
        long sent =
            !data.isUsed()
                ? within(chunk, at, rest, reply)
                : request.getUnread() && vouched(chunk, at, rest).isPresent()
                    ? unread(chunk, at, rest, data, reply)
                    : beside(chunk, at, rest, data, reply);
        if (sent == 0) {
          return false;
        }
        at += sent;
      }
      return at == from + wanted;
    }
  }

  private static long within(ChunkReader chunk, long at, long atMost, PacedReply<DataFrame> reply) {
    DataFrame frame = chunk.read(at, Math.min(ChunkSender.FRAME_BYTES, atMost));
    reply.send(frame);
    return frame.getData().size();
  }

  /** What the chunk says of its own bytes, of as many as one frame announces. */
  private static OptionalInt vouched(ChunkReader chunk, long at, long atMost) {
    return chunk.crc32c(at, at + Math.min(MOST_ANNOUNCED, atMost));
  }

  /** Straight from the disk: their receiver compares them. */
  private static long unread(
      ChunkReader chunk, long at, long atMost, ConduitEnd data, PacedReply<DataFrame> reply) {
    int size = (int) Math.min(MOST_ANNOUNCED, atMost);
    reply.send(
        DataFrame.newBuilder()
            .setOffset(at)
            .setLength(size)
            .setCrc32C(vouched(chunk, at, atMost).orElseThrow())
            .build());
    boolean all =
        data.write((done, left, to) -> chunk.send(at + done, left, to), size, reply::lasts);
    return all ? size : 0;
  }

  private long beside(
      ChunkReader chunk, long at, long atMost, ConduitEnd data, PacedReply<DataFrame> reply) {
    ByteBuffer buffer = buffers.take();
    try {
      ByteBuffer bytes = chunk.read(buffer, at, atMost);
      int many = (int) Math.min(MOST_ANNOUNCED, atMost);
      OptionalInt crcOfMany = chunk.crc32c(at, at + many);
      int size = crcOfMany.isPresent() ? many : bytes.remaining();
      reply.send(
          DataFrame.newBuilder()
              .setOffset(at)
              .setLength(size)
              .setCrc32C(crcOfMany.orElseGet(() -> chunk.crc32c(bytes, at)))
              .build());
      for (int sent = 0; sent < size; ) {
        ByteBuffer next = sent == 0 ? bytes : chunk.read(buffer.clear(), at + sent, size - sent);
        sent += next.remaining();
        if (!data.write(next, reply::lasts)) {
          return 0;
        }
      }
      return size;
    } finally {
      buffers.give(buffer);
    }
  }

  @Override
  public void stat(StatChunksRequest request, StreamObserver<StatChunksResponse> caller) {
    StatChunksResponse.Builder response = StatChunksResponse.newBuilder();
    try {
      request.getIdsList().forEach(id -> response.addStates(store.stat(key(id))));
    } catch (RuntimeException e) {
      caller.onError(Failures.toStatus(e));
      return;
    }
    caller.onNext(response.build());
    caller.onCompleted();
  }

  @Override
  public void probe(ProbeRequest request, StreamObserver<ProbeResponse> caller) {
    Answer.with(
        caller,
        () -> {
          store.probe();
          return ProbeResponse.getDefaultInstance();
        });
  }

  @Override
  public void list(ListChunksRequest request, StreamObserver<ChunkState> caller) {
    PacedReply<ChunkState> reply = new PacedReply<>(caller);
    senders.execute(Context.current().wrap(() -> reply.run(() -> streamAll(reply))));
  }

  private void streamAll(PacedReply<ChunkState> reply) throws InterruptedException {
    try (Stream<ChunkState> all = store.list()) {
      for (Iterator<ChunkState> i = all.iterator(); i.hasNext() && reply.awaitReady(); ) {
        reply.send(i.next());
      }
    }
  }

  /** The parts come from the network. */
  static ChunkKey key(ChunkId id) {
    try {
      return ChunkKey.of(id);
    } catch (IllegalArgumentException e) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }
}
