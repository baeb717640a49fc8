package sandstore.lab;

import java.util.concurrent.atomic.AtomicLong;
import sandstore.client.Content;
import sandstore.client.Listener;
import sandstore.proto.Event;
import sandstore.proto.HeldFate;
import sandstore.proto.OperationFailed;
import sandstore.proto.OperationInvoked;
import sandstore.proto.OperationOk;
import sandstore.proto.OperationUnknown;
import sandstore.proto.RpcDropped;
import sandstore.proto.RpcReleased;
import sandstore.wire.HeldRpc;
import sandstore.wire.RpcTap;
import sandstore.wire.StoreException;

/**
 * Makes events of what the lab's own client does, and of what link rules keep it from sending. Its
 * other RPCs are told by the nodes that received them.
 */
final class ClientEvents implements Listener, RpcTap {
  private final OwnEvents client;
  private final AtomicLong unknown;

  /**
   * @param unknown counts outcomes that nobody knows
   */
  ClientEvents(OwnEvents client, AtomicLong unknown) {
    this.client = client;
    this.unknown = unknown;
  }

  @Override
  public void invoked(long id, String kind, String path) {
    client.tell(
        Event.newBuilder()
            .setOperationInvoked(
                OperationInvoked.newBuilder().setId(id).setKind(kind).setPath(path)));
  }

  @Override
  public void ok(long id, String kind, String path, long index, Content seen) {
    client.tell(
        Event.newBuilder()
            .setOperationOk(
                OperationOk.newBuilder()
                    .setId(id)
                    .setKind(kind)
                    .setPath(path)
                    .setIndex(index)
                    .setValue(seen.value())
                    .setEtag(seen.etag())
                    .setShown(seen.shown())
                    .setStale(seen.stale())));
  }

  @Override
  public void failed(long id, String kind, String path, Content meant, StoreException e) {
    if (e.failure().getDefinite()) {
      client.tell(
          Event.newBuilder()
              .setOperationFailed(
                  OperationFailed.newBuilder()
                      .setId(id)
                      .setKind(kind)
                      .setPath(path)
                      .setStale(meant.stale())
                      .setFailure(e.failure())));
    } else {
      unknown.incrementAndGet();
      client.tell(
          Event.newBuilder()
              .setOperationUnknown(
                  OperationUnknown.newBuilder()
                      .setId(id)
                      .setKind(kind)
                      .setPath(path)
                      .setValue(meant.value())
                      .setShown(meant.shown())
                      .setFailure(e.failure())));
    }
  }

  @Override
  public void held(HeldRpc held) {
    client.tell(Event.newBuilder().setRpcHeld(held.told()));
  }

  @Override
  public void released(HeldRpc held, HeldFate fate, String reason) {
    client.tell(
        Event.newBuilder()
            .setRpcReleased(
                RpcReleased.newBuilder().setMessage(held.told()).setFate(fate).setReason(reason)));
  }

  @Override
  public void dropped(Rpc rpc, boolean reply, String rule) {
    client.tell(
        Event.newBuilder()
            .setRpcDropped(
                RpcDropped.newBuilder()
                    .setId(rpc.id())
                    .setFrom(rpc.from().name())
                    .setTo(rpc.to().name())
                    .setKind(rpc.kind())
                    .setReply(reply)
                    .setRule(rule)));
  }
}
