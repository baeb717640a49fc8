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

  /** A caller that waits as long as it takes for a reply that the lab holds. */
  static final Metadata.Key<String> PATIENT =
      Metadata.Key.of("sandstore-patient", Metadata.ASCII_STRING_MARSHALLER);

  /** Before a reply: it waits in the callee for the lab's word. */
  static final Metadata.Key<String> HELD =
      Metadata.Key.of("sandstore-held", Metadata.ASCII_STRING_MARSHALLER);

  /** After it: the lab dropped it, and the caller's time runs from here. */
  static final Metadata.Key<String> DROPPED =
      Metadata.Key.of("sandstore-dropped", Metadata.ASCII_STRING_MARSHALLER);

  static final Metadata.Key<String> TOKEN =
      Metadata.Key.of("sandstore-token", Metadata.ASCII_STRING_MARSHALLER);
  static final Context.Key<NodeId> CALLER = Context.key("sandstore-caller");

  private Headers() {}
}
