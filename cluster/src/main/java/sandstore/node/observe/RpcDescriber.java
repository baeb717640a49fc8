package sandstore.node.observe;

import org.jspecify.annotations.Nullable;
import sandstore.proto.RpcDetail;

/** What people call an RPC, and what it said. Threads share it; it must not block. */
public interface RpcDescriber {
  /**
   * @param method the bare name of the gRPC method
   * @return for example {@code PreVote}, {@code AppendEntries}, {@code Heartbeat}
   */
  String kind(String method, @Nullable Object request);

  /**
   * @param message a request or a reply
   * @return null for a message that has nothing of the kind
   */
  @Nullable RpcDetail detail(Object message);

  /** What this one does not know, the other one does, perhaps. */
  default RpcDescriber or(RpcDescriber other) {
    RpcDescriber first = this;
    return new RpcDescriber() {
      @Override
      public String kind(String method, @Nullable Object request) {
        return other.kind(first.kind(method, request), request);
      }

      @Override
      public @Nullable RpcDetail detail(Object message) {
        RpcDetail detail = first.detail(message);
        return detail != null ? detail : other.detail(message);
      }
    };
  }

  /** For RPCs whose name is their method's. */
  RpcDescriber PLAIN =
      new RpcDescriber() {
        @Override
        public String kind(String method, @Nullable Object request) {
          return method;
        }

        @Override
        public @Nullable RpcDetail detail(Object message) {
          return null;
        }
      };
}
