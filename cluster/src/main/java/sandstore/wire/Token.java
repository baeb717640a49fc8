package sandstore.wire;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The secret that every call of one lab carries: 32 random bytes in hexadecimal, in a file that
 * only its owner can read. Compared in constant time.
 */
public record Token(String hex) {
  public Token {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a token is 64 hexadecimal digits");
    }
  }

  public static Token random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  /** Shows nothing of the secret. */
  @Override
  public String toString() {
    return "Token[..]";
  }

  /** Whether this is the secret. Takes the same time wherever they differ. */
  public boolean matches(@Nullable String presented) {
    byte[] mine = hex.getBytes(StandardCharsets.US_ASCII);
    byte[] theirs = (presented == null ? "" : presented).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(mine, theirs);
  }

  /** Adds to each call the token, and whom it is meant for: ports are used again by others. */
  CallCredentials credentials(NodeId peer) {
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo call, Executor executor, MetadataApplier to) {
        Metadata headers = new Metadata();
        headers.put(Headers.TOKEN, hex);
        headers.put(Headers.TO, peer.name());
        to.apply(headers);
      }
    };
  }

  /** Refuses each call without the token or for another node, before anything of it is read. */
  ServerInterceptor guard(NodeId self) {
    return new ServerInterceptor() {
      @Override
      public <A, B> ServerCall.Listener<A> interceptCall(
          ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
        if (!matches(headers.get(Headers.TOKEN))) {
          call.close(Status.UNAUTHENTICATED.withDescription("the lab's token"), new Metadata());
        } else if (!self.name().equals(headers.get(Headers.TO))) {
          call.close(Status.UNAVAILABLE.withDescription("this is " + self), new Metadata());
        } else {
          return next.startCall(call, headers);
        }
        return new ServerCall.Listener<A>() {};
      }
    };
  }
}
