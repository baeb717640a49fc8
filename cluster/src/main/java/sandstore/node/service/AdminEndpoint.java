package sandstore.node.service;

import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.Set;
import sandstore.node.metrics.Metrics;
import sandstore.proto.AdminServiceGrpc;
import sandstore.proto.Failure;
import sandstore.proto.LogLevelRequest;
import sandstore.proto.LogLevelResponse;
import sandstore.proto.MetricsRequest;
import sandstore.proto.MetricsResponse;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.log.LogFile;

/** How loudly this node logs, and what it has measured. */
public final class AdminEndpoint extends AdminServiceGrpc.AdminServiceImplBase {
  private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private final Metrics metrics;

  public AdminEndpoint(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void setLogLevel(LogLevelRequest request, StreamObserver<LogLevelResponse> to) {
    Answer.with(
        to,
        () -> {
          String level = request.getLevel().toUpperCase(Locale.ROOT);
          if (!LEVELS.contains(level)) {
            throw new DefiniteFailure(
                Failure.Code.BAD_REQUEST, "a level is error, warn, info, debug or trace");
          }
          return LogLevelResponse.newBuilder()
              .setLogger(request.getLogger())
              .setBefore(LogFile.level(request.getLogger(), level))
              .build();
        });
  }

  @Override
  public void metrics(MetricsRequest request, StreamObserver<MetricsResponse> to) {
    Answer.with(to, metrics::read);
  }
}
