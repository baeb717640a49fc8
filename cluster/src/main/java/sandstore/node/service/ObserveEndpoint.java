package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import sandstore.node.journal.Journal;
import sandstore.node.observe.Observer;
import sandstore.proto.Event;
import sandstore.proto.LogRequest;
import sandstore.proto.LogResponse;
import sandstore.proto.NodeState;
import sandstore.proto.ObserveServiceGrpc;
import sandstore.proto.PositionRequest;
import sandstore.proto.PositionResponse;
import sandstore.proto.StateRequest;
import sandstore.proto.SubscribeRequest;

/** What this node sees of itself. */
public final class ObserveEndpoint extends ObserveServiceGrpc.ObserveServiceImplBase {
  private static final int MAX_ITEMS = 1000;

  private final Observer observer;
  private final Supplier<NodeState> state;
  private final Journal journal;

  public ObserveEndpoint(Observer observer, Supplier<NodeState> state, Journal journal) {
    this.observer = observer;
    this.state = state;
    this.journal = journal;
  }

  @Override
  public void subscribe(SubscribeRequest request, StreamObserver<Event> to) {
    var unused = observer.subscribe(request, to, state);
  }

  @Override
  public void state(StateRequest request, StreamObserver<NodeState> to) {
    Answer.with(to, () -> observer.capture(state));
  }

  @Override
  public void position(PositionRequest request, StreamObserver<PositionResponse> to) {
    Answer.with(
        to,
        () ->
            PositionResponse.newBuilder()
                .setIncarnation(observer.incarnation())
                .setSequence(observer.position())
                .build());
  }

  @Override
  public void log(LogRequest request, StreamObserver<LogResponse> to) {
    int limit = request.getLimit() == 0 ? 100 : Math.min(request.getLimit(), MAX_ITEMS);
    Answer.with(
        to,
        () -> {
          NodeState now = state.get();
          return LogResponse.newBuilder()
              .addAllItems(journal.entries(request.getFirst(), limit))
              .setFirstIndex(now.getFirstIndex())
              .setLastIndex(now.getLastIndex())
              .setCommitIndex(now.getCommitIndex())
              .setAppliedIndex(now.getAppliedIndex())
              .build();
        });
  }
}
