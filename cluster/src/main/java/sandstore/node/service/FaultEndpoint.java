package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import sandstore.node.fault.OrdersInForce;
import sandstore.node.journal.Journal;
import sandstore.proto.ElectRequest;
import sandstore.proto.ElectResponse;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.ObeyResponse;
import sandstore.proto.Orders;
import sandstore.proto.ReleaseRequest;
import sandstore.proto.ReleaseResponse;
import sandstore.wire.Holds;

/** The lab's hand on this node. */
public final class FaultEndpoint extends FaultServiceGrpc.FaultServiceImplBase {
  private final OrdersInForce orders;
  private final Journal journal;
  private final Holds holds;

  public FaultEndpoint(OrdersInForce orders, Journal journal, Holds holds) {
    this.orders = orders;
    this.journal = journal;
    this.holds = holds;
  }

  @Override
  public void obey(Orders request, StreamObserver<ObeyResponse> to) {
    Answer.with(to, () -> ObeyResponse.newBuilder().setVersion(orders.obey(request)).build());
  }

  @Override
  public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> to) {
    Answer.with(
        to,
        () ->
            ReleaseResponse.newBuilder()
                .addAllHeld(
                    request.getCopy()
                        ? holds.copy(request.getHeldList())
                        : holds.release(request.getHeldList(), request.getFate()))
                .build());
  }

  @Override
  public void elect(ElectRequest request, StreamObserver<ElectResponse> to) {
    Answer.with(
        to,
        () -> {
          String reason = journal.elect();
          return ElectResponse.newBuilder()
              .setCampaigned(reason.isEmpty())
              .setReason(reason)
              .build();
        });
  }
}
