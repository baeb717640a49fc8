package sandstore.wire;

import org.jspecify.annotations.Nullable;
import sandstore.proto.HeldFate;
import sandstore.proto.RpcDetail;

/** Told of every call that passes a gated channel or server. Must not block. */
public interface RpcTap {
  /**
   * @param id given by the caller, unique there
   * @param from the caller
   * @param to the callee
   * @param kind what {@link #kind} made of it
   */
  record Rpc(long id, NodeId from, NodeId to, String kind) {}

  /** The name under which people know this call: {@code RequestVote}, not {@code call}. */
  default String kind(String method, @Nullable Object request) {
    return RpcKinds.of(method, request);
  }

  /** What a request or a reply says, as far as it is one of Raft's. */
  default RpcDetail detail(Object message) {
    return RpcDetail.getDefaultInstance();
  }

  /** Seen by the caller when the request leaves. */
  default void sent(Rpc rpc, Object request, long delayMillis) {}

  /** Seen by the callee when the first message is there. */
  default void received(Rpc rpc) {}

  /** Seen by the caller when a reply is there. */
  default void answered(Rpc rpc, Object reply, long tookMicros) {}

  /** Seen by whoever did not send it, because of a link rule. */
  default void dropped(Rpc rpc, boolean reply, String rule) {}

  /** Seen by the caller. */
  default void failed(Rpc rpc, String reason) {}

  /** Seen by whoever has it: from now on it waits for the lab's word. */
  default void held(HeldRpc held) {}

  /** Seen there, too: it does not wait any more. */
  default void released(HeldRpc held, HeldFate fate, String reason) {}

  RpcTap SILENT = new RpcTap() {};

  /** Tells this one, and then the other one; the name of a call is this one's. */
  default RpcTap and(RpcTap other) {
    return new BothTaps(this, other);
  }
}
