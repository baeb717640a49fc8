package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import sandstore.node.fault.OrdersInForce;
import sandstore.node.journal.Journal;
import sandstore.proto.ElectRequest;
import sandstore.proto.ElectResponse;
import sandstore.proto.FaultServiceGrpc;
import sandstore.proto.ObeyResponse;
import sandstore.proto.Orders;

/** The lab's hand on this node. */
public final class FaultEndpoint extends FaultServiceGrpc.FaultServiceImplBase {
  private final OrdersInForce orders;
  private final Journal journal;

  public FaultEndpoint(OrdersInForce orders, Journal journal) {
    this.orders = orders;
    this.journal = journal;
  }

  @Override
  public void obey(Orders request, StreamObserver<ObeyResponse> to) {
    Answer.with(to, () -> ObeyResponse.newBuilder().setVersion(orders.obey(request)).build());
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
