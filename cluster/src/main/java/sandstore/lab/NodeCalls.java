package sandstore.lab;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import sandstore.proto.AdminServiceGrpc;
import sandstore.proto.AdminServiceGrpc.AdminServiceBlockingStub;
import sandstore.proto.BeginRequest;
import sandstore.proto.BeginResponse;
import sandstore.proto.ChunkServiceGrpc;
import sandstore.proto.ChunkServiceGrpc.ChunkServiceBlockingStub;
import sandstore.proto.FileServiceGrpc;
import sandstore.proto.FileServiceGrpc.FileServiceBlockingStub;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.ObserveServiceGrpc.ObserveServiceBlockingStub;
import sandstore.proto.RepairServiceGrpc;
import sandstore.wire.Channels;
import sandstore.wire.Failures;
import sandstore.wire.NodeId;

/**
 * Asks a node itself, whoever leads and whatever is wrong with the network: no fault touches these
 * calls. They end after 5 s, with what gRPC says of it, when the node does not answer.
 */
public final class NodeCalls {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** To begin may mean to ask every node something. */
  private static final Duration BEGIN = Duration.ofSeconds(30);

  private final Channels hand;

  /**
   * @param hand the lab's own, which obey no link rules
   */
  NodeCalls(Channels hand) {
    this.hand = hand;
  }

  /** What it is like, and what is in its log. */
  public ObserveServiceBlockingStub observe(NodeId node) {
    return soon(ObserveServiceGrpc.newBlockingStub(hand.free(node)), ANSWER);
  }

  /** How loudly it logs, and what it has measured. */
  public AdminServiceBlockingStub admin(NodeId node) {
    return soon(AdminServiceGrpc.newBlockingStub(hand.free(node)), ANSWER);
  }

  /** Its chunk store. */
  public ChunkServiceBlockingStub chunks(NodeId node) {
    return soon(ChunkServiceGrpc.newBlockingStub(hand.free(node)), ANSWER);
  }

  /** Whole files, as it knows them. */
  public FileServiceBlockingStub files(NodeId node) {
    return soon(FileServiceGrpc.newBlockingStub(hand.free(node)), ANSWER);
  }

  /**
   * To do something about copies, for at most 30 s.
   *
   * @throws sandstore.wire.StoreException if it does not, or does not answer
   */
  public BeginResponse begin(NodeId node, BeginRequest request) {
    try {
      return soon(RepairServiceGrpc.newBlockingStub(hand.free(node)), BEGIN).begin(request);
    } catch (StatusRuntimeException e) {
      throw Failures.fromStatus(e, true);
    }
  }

  private static <S extends AbstractStub<S>> S soon(S stub, Duration within) {
    return stub.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS);
  }
}
