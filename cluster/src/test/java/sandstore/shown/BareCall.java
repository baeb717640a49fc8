package sandstore.shown;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A gRPC call as anyone could make it: bytes, and headers of the caller's choice. */
final class BareCall {
  private BareCall() {}

  /** How the call ended. */
  static Status.Code to(
      Channel channel, String method, MethodType type, Metadata headers, byte[] request) {
    return begin(channel, method, type, headers, request, 10_000).join().getCode();
  }

  /**
   * How the call will have ended.
   *
   * @param millis after which it ends in any case
   */
  static CompletableFuture<Status> begin(
      Channel channel,
      String method,
      MethodType type,
      Metadata headers,
      byte[] request,
      long millis) {
    ClientCall<byte[], byte[]> call =
        channel.newCall(
            MethodDescriptor.newBuilder(new Bytes(), new Bytes())
                .setFullMethodName(method)
                .setType(type)
                .build(),
            CallOptions.DEFAULT.withDeadlineAfter(millis, TimeUnit.MILLISECONDS));
    CompletableFuture<Status> end = new CompletableFuture<>();
    Metadata its = new Metadata(); // a call adds to them, and many may be under way
    its.merge(headers);
    call.start(
        new ClientCall.Listener<byte[]>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status);
          }
        },
        its);
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    call.halfClose();
    return end;
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
