package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import sandstore.node.repair.Differences;
import sandstore.node.repair.RepairOrders;
import sandstore.node.repair.Upkeep;
import sandstore.proto.BeginRequest;
import sandstore.proto.BeginResponse;
import sandstore.proto.DropRequest;
import sandstore.proto.DropResponse;
import sandstore.proto.FetchRequest;
import sandstore.proto.FetchResponse;
import sandstore.proto.OrphansRequest;
import sandstore.proto.OrphansResponse;
import sandstore.proto.RepairServiceGrpc;
import sandstore.proto.ReportRequest;
import sandstore.proto.ReportResponse;
import sandstore.wire.Failures;

/** Keeping copies: what nodes report, what leaders order, what the lab asks for. */
public final class RepairEndpoint extends RepairServiceGrpc.RepairServiceImplBase {
  private final Upkeep upkeep;
  private final RepairOrders orders;
  private final Differences differences;

  public RepairEndpoint(Upkeep upkeep, RepairOrders orders, Differences differences) {
    this.upkeep = upkeep;
    this.orders = orders;
    this.differences = differences;
  }

  @Override
  public void report(ReportRequest request, StreamObserver<ReportResponse> to) {
    later(to, () -> upkeep.report(request));
  }

  @Override
  public void fetch(FetchRequest request, StreamObserver<FetchResponse> to) {
    Answer.with(to, () -> orders.fetch(request));
  }

  @Override
  public void drop(DropRequest request, StreamObserver<DropResponse> to) {
    Answer.with(to, () -> orders.drop(request));
  }

  @Override
  public void orphans(OrphansRequest request, StreamObserver<OrphansResponse> to) {
    Answer.with(
        to, () -> OrphansResponse.newBuilder().addAllIds(differences.orphans(request)).build());
  }

  @Override
  public void begin(BeginRequest request, StreamObserver<BeginResponse> to) {
    later(to, () -> upkeep.begin(request));
  }

  private static <T> void later(StreamObserver<T> to, Supplier<CompletableFuture<T>> begin) {
    CompletableFuture<T> value;
    try {
      value = begin.get();
    } catch (RuntimeException e) {
      to.onError(Failures.toStatus(e));
      return;
    }
    Answer.later(to, value);
  }
}
