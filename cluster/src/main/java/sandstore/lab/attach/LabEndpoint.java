package sandstore.lab.attach;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import sandstore.lab.Lab;
import sandstore.proto.LabServiceGrpc.LabServiceImplBase;
import sandstore.proto.RunRequest;
import sandstore.proto.RunResponse;
import sandstore.proto.WatchRequest;
import sandstore.proto.WatchResponse;

/** A lab as a service. */
final class LabEndpoint extends LabServiceImplBase implements AutoCloseable {
  private final Lab lab;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            Thread thread = new Thread(run, "watchers");
            thread.setDaemon(true);
            return thread;
          });

  LabEndpoint(Lab lab) {
    this.lab = lab;
  }

  @Override
  public StreamObserver<RunRequest> run(StreamObserver<RunResponse> responses) {
    return new LineCall(lab, (ServerCallStreamObserver<RunResponse>) responses);
  }

  @Override
  public void watch(WatchRequest request, StreamObserver<WatchResponse> responses) {
    new WatchCall(lab, (ServerCallStreamObserver<WatchResponse>) responses).start(clock);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
