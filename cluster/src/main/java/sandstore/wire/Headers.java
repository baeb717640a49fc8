package sandstore.wire;

import io.grpc.Context;
import io.grpc.Metadata;

/** Names of what travels with each call. */
final class Headers {
  static final Metadata.Key<String> FROM =
      Metadata.Key.of("sandstore-from", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> TO =
      Metadata.Key.of("sandstore-to", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> RPC_ID =
      Metadata.Key.of("sandstore-rpc", Metadata.ASCII_STRING_MARSHALLER);
  static final Metadata.Key<String> TOKEN =
      Metadata.Key.of("sandstore-token", Metadata.ASCII_STRING_MARSHALLER);
  static final Context.Key<NodeId> CALLER = Context.key("sandstore-caller");

  private Headers() {}
}
