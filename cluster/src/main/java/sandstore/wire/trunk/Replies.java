package sandstore.wire.trunk;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import sandstore.proto.TrunkReply;

/** The end of a call, as a message. */
final class Replies {
  private Replies() {}

  static TrunkReply of(long call, Status status, Metadata trailers) {
    TrunkReply.Builder reply =
        TrunkReply.newBuilder().setCall(call).setStatus(status.getCode().value());
    String description = status.getDescription();
    if (description != null) {
      reply.setDescription(description);
    }
    for (String name : trailers.keys()) {
      if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        byte[] bytes = trailers.get(binary(name));
        reply.putTrailers(name, bytes == null ? ByteString.EMPTY : ByteString.copyFrom(bytes));
      } else {
        String text = trailers.get(text(name));
        reply.putTrailers(name, ByteString.copyFromUtf8(text == null ? "" : text));
      }
    }
    return reply.build();
  }

  static Status status(TrunkReply reply) {
    Status status = Status.fromCodeValue(reply.getStatus());
    return reply.getDescription().isEmpty()
        ? status
        : status.withDescription(reply.getDescription());
  }

  static Metadata trailers(TrunkReply reply) {
    Metadata trailers = new Metadata();
    reply
        .getTrailersMap()
        .forEach(
            (name, bytes) -> {
              if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                trailers.put(binary(name), bytes.toByteArray());
              } else {
                trailers.put(text(name), bytes.toString(StandardCharsets.US_ASCII));
              }
            });
    return trailers;
  }

  private static Metadata.Key<byte[]> binary(String name) {
    return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
  }

  private static Metadata.Key<String> text(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
