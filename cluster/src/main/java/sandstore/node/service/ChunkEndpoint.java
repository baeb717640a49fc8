package sandstore.node.service;

import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import sandstore.node.chunk.ChunkReader;
import sandstore.node.chunk.ChunkStore;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkState;
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
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.ChunkSender;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;

/** ChunkService of one node: its own disk, and the next nodes of a chain. */
public final class ChunkEndpoint extends ChunkServiceGrpc.ChunkServiceImplBase {
  private final NodeId self;
  private final ChunkStore store;
  private final Channels channels;
  private final Executor senders;

  /**
   * The server's executor must bear threads that block: each chunk that comes in holds one.
   *
   * @param channels to the other nodes of chains; remain the caller's to close
   */
  public ChunkEndpoint(NodeId self, ChunkStore store, Channels channels) {
    this.self = self;
    this.store = store;
    this.channels = channels;
    this.senders = Executors.newCachedThreadPool(new DaemonThreads("chunk-send"));
  }

  @Override
  public StreamObserver<WriteFrame> write(StreamObserver<WriteResult> caller) {
    ServerCallStreamObserver<WriteResult> call = (ServerCallStreamObserver<WriteResult>) caller;
    return new IncomingChunk(self, store, channels, call);
  }

  @Override
  public void read(ReadChunkRequest request, StreamObserver<DataFrame> caller) {
    PacedReply<DataFrame> reply = new PacedReply<>(caller);
    senders.execute(Context.current().wrap(() -> reply.run(() -> stream(request, reply))));
  }

  private void stream(ReadChunkRequest request, PacedReply<DataFrame> reply)
      throws InterruptedException {
    try (ChunkReader chunk = store.open(key(request.getId()))) {
      long from = request.getOffset();
      long wanted = request.getLength() == 0 ? chunk.length() - from : request.getLength();
      if (from < 0 || wanted < 0 || wanted > chunk.length() - from) {
        throw new DefiniteFailure(
            Failure.Code.BAD_REQUEST,
            "bytes " + from + " + " + wanted + " are not within " + chunk.length());
      }
      for (long at = from; at < from + wanted && reply.awaitReady(); ) {
        DataFrame frame = chunk.read(at, Math.min(ChunkSender.FRAME_BYTES, from + wanted - at));
        reply.send(frame);
        at += frame.getData().size();
      }
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
