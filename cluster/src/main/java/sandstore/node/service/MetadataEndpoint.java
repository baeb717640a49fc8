package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.Namespace;
import sandstore.proto.Consistency;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.ListRequest;
import sandstore.proto.ListResponse;
import sandstore.proto.MetadataServiceGrpc;
import sandstore.proto.Operation;
import sandstore.proto.ProposeRequest;
import sandstore.proto.ProposeResponse;
import sandstore.proto.ReadStamp;
import sandstore.proto.StatRequest;
import sandstore.proto.StatResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/** Names, folders, sessions. */
public final class MetadataEndpoint extends MetadataServiceGrpc.MetadataServiceImplBase {
  /** Entries in one answer, at most. */
  static final int MAX_PAGE = 1000;

  private static final Set<Operation.KindCase> HERE =
      Set.of(
          Operation.KindCase.OPEN_SESSION,
          Operation.KindCase.CLOSE_SESSION,
          Operation.KindCase.MAKE_FOLDER,
          Operation.KindCase.REMOVE,
          Operation.KindCase.RENAME,
          Operation.KindCase.SET_QUOTA);

  private final NodeId self;
  private final Journal journal;
  private final LongSupplier clock;

  /**
   * @param clock the node's wall clock, in milliseconds since 1970
   */
  public MetadataEndpoint(NodeId self, Journal journal, LongSupplier clock) {
    this.self = self;
    this.clock = clock;
    this.journal = journal;
  }

  @Override
  public void propose(ProposeRequest request, StreamObserver<ProposeResponse> to) {
    Operation operation = request.getOperation();
    if (!HERE.contains(operation.getKindCase())) {
      to.onError(
          sandstore.wire.Failures.toStatus(
              new DefiniteFailure(
                  Failure.Code.BAD_REQUEST,
                  operation.getKindCase() + " is not for MetadataService")));
      return;
    }
    Answer.later(to, propose(journal, clock, operation));
  }

  /** Stamps the operation with this node's wall clock, the only time that it will ever have. */
  static CompletableFuture<ProposeResponse> propose(
      Journal journal, LongSupplier clock, Operation operation) {
    Operation stamped = operation.toBuilder().setAtMillis(clock.getAsLong()).build();
    return journal
        .propose(stamped)
        .thenApply(
            o ->
                ProposeResponse.newBuilder()
                    .setResult(o.result())
                    .setIndex(o.index())
                    .setTerm(o.term())
                    .build());
  }

  @Override
  public void stat(StatRequest request, StreamObserver<StatResponse> to) {
    NodeId leader = request.getToPut() ? journal.leader() : null;
    Answer.later(
        to,
        read(
            request.getConsistency(),
            (names, stamp) ->
                StatResponse.newBuilder()
                    .setInfo(
                        request.getToPut()
                            ? names.beforePut(request.getPath(), request.getLength())
                            : names.stat(request.getPath()))
                    .setStamp(stamp)
                    .setLeader(leader == null ? "" : leader.name())
                    .build()));
  }

  @Override
  public void list(ListRequest request, StreamObserver<ListResponse> to) {
    int limit = request.getLimit() == 0 ? MAX_PAGE : Math.min(request.getLimit(), MAX_PAGE);
    Answer.later(
        to,
        read(
            request.getConsistency(),
            (names, stamp) -> {
              List<FileInfo> entries = names.list(request.getPath(), request.getAfter(), limit + 1);
              boolean more = entries.size() > limit;
              return ListResponse.newBuilder()
                  .addAllEntries(more ? entries.subList(0, limit) : entries)
                  .setMore(more)
                  .setStamp(stamp)
                  .build();
            }));
  }

  private <T> CompletableFuture<T> read(
      Consistency consistency, BiFunction<Namespace, ReadStamp, T> answer) {
    return read(self, journal, consistency, answer);
  }

  /** Answers from a namespace as fresh as asked, and says which. */
  static <T> CompletableFuture<T> read(
      NodeId self,
      Journal journal,
      Consistency consistency,
      BiFunction<Namespace, ReadStamp, T> answer) {
    CompletableFuture<Journal.Reading> reading =
        consistency == Consistency.STALE
            ? CompletableFuture.completedFuture(journal.readLocal())
            : journal.readLinearizable();
    return reading.thenApply(r -> answer.apply(r.namespace(), stamp(self, r)));
  }

  static ReadStamp stamp(NodeId self, Journal.Reading reading) {
    return ReadStamp.newBuilder()
        .setNode(self.name())
        .setAppliedIndex(reading.appliedIndex())
        .setAgeMillis(reading.ageMillis())
        .setStale(reading.stale())
        .build();
  }
}
