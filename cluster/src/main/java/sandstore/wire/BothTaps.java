package sandstore.wire;

import org.jspecify.annotations.Nullable;
import sandstore.proto.HeldFate;
import sandstore.proto.RpcDetail;

/** See {@link RpcTap#and}. */
record BothTaps(RpcTap first, RpcTap second) implements RpcTap {
  @Override
  public String kind(String method, @Nullable Object request) {
    return first.kind(method, request);
  }

  @Override
  public RpcDetail detail(Object message) {
    return first.detail(message);
  }

  @Override
  public void held(HeldRpc held) {
    first.held(held);
    second.held(held);
  }

  @Override
  public void released(HeldRpc held, HeldFate fate, String reason) {
    first.released(held, fate, reason);
    second.released(held, fate, reason);
  }

  @Override
  public void sent(Rpc rpc, Object request, long delayMillis) {
    first.sent(rpc, request, delayMillis);
    second.sent(rpc, request, delayMillis);
  }

  @Override
  public void received(Rpc rpc) {
    first.received(rpc);
    second.received(rpc);
  }

  @Override
  public void answered(Rpc rpc, Object reply, long tookMicros) {
    first.answered(rpc, reply, tookMicros);
    second.answered(rpc, reply, tookMicros);
  }

  @Override
  public void dropped(Rpc rpc, boolean reply, String rule) {
    first.dropped(rpc, reply, rule);
    second.dropped(rpc, reply, rule);
  }

  @Override
  public void failed(Rpc rpc, String reason) {
    first.failed(rpc, reason);
    second.failed(rpc, reason);
  }
}
