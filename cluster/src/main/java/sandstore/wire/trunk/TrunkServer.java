package sandstore.wire.trunk;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import sandstore.proto.TrunkReply;
import sandstore.proto.TrunkRequest;
import sandstore.proto.TrunkServiceGrpc;

/** Takes trunks, as a service among a server's others, and serves the calls on them. */
public final class TrunkServer implements AutoCloseable {
  private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
  private final Predicate<MethodDescriptor<?, ?>> prompt;
  private final Executor patient;
  private final Metadata.Key<String> from;
  private final Metadata.Key<String> id;
  private final Set<TrunkEnd> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * @param services with all interceptors through which their calls are to go
   * @param prompt methods whose handlers never block: they run where the message is read
   * @param patient runs the others
   * @param from the header of a trunk that says who calls: it becomes one of each call
   * @param id the header of a call that travels with it
   */
  public TrunkServer(
      Collection<ServerServiceDefinition> services,
      Predicate<MethodDescriptor<?, ?>> prompt,
      Executor patient,
      Metadata.Key<String> from,
      Metadata.Key<String> id) {
    for (ServerServiceDefinition service : services) {
      for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
        if (method.getMethodDescriptor().getType() == MethodDescriptor.MethodType.UNARY) {
          methods.put(method.getMethodDescriptor().getFullMethodName(), method);
        }
      }
    }
    this.prompt = prompt;
    this.patient = patient;
    this.from = from;
    this.id = id;
  }

  /** The service to which trunks are calls. Its handler never blocks. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(TrunkServiceGrpc.getServiceDescriptor())
        .addMethod(TrunkServiceGrpc.getCarryMethod(), this::carry)
        .build();
  }

  private ServerCall.Listener<TrunkRequest> carry(
      ServerCall<TrunkRequest, TrunkReply> stream, Metadata introduction) {
    String caller = introduction.get(from);
    if (caller == null || closing) {
      stream.close(
          closing ? TrunkEnd.CLOSING : Status.INVALID_ARGUMENT.withDescription("who calls?"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    TrunkEnd end = new TrunkEnd(this, stream, caller);
    ends.add(end);
    stream.sendHeaders(new Metadata()); // the first word, on which the caller waits
    stream.request(Integer.MAX_VALUE); // as many as a server would take calls: all
    if (closing) { // meanwhile, and did not see this one
      end.endWhenIdle();
    }
    return end;
  }

  /** Null if there is none, or none with one message each way. */
  @Nullable ServerMethodDefinition<?, ?> method(String fullName) {
    return methods.get(fullName);
  }

  /** Runs one call's steps in order. */
  Executor executor(MethodDescriptor<?, ?> method) {
    return prompt.test(method)
        ? MoreExecutors.directExecutor()
        : MoreExecutors.newSequentialExecutor(patient);
  }

  /** Of one call. */
  Metadata headers(String caller, String callId) {
    Metadata headers = new Metadata();
    headers.put(from, caller);
    headers.put(id, callId);
    return headers;
  }

  boolean isClosing() {
    return closing;
  }

  void ended(TrunkEnd end) {
    ends.remove(end);
  }

  /** Takes no more calls; each trunk ends with the last call that is under way on it. */
  @Override
  public void close() {
    closing = true;
    ends.forEach(TrunkEnd::endWhenIdle);
  }
}
