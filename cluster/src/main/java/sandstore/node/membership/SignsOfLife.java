package sandstore.node.membership;

import java.util.function.Consumer;
import sandstore.wire.NodeId;
import sandstore.wire.RpcTap;

/**
 * Whatever a peer sends, a call or an answer, says that it is alive. It stands where all calls pass
 * and is made before {@link Membership}, which listens once it is there.
 */
public final class SignsOfLife implements RpcTap {
  private volatile Consumer<NodeId> listener = peer -> {};

  void listen(Consumer<NodeId> heard) {
    listener = heard;
  }

  @Override
  public void received(Rpc rpc) {
    listener.accept(rpc.from());
  }

  @Override
  public void answered(Rpc rpc, Object reply, long tookMicros) {
    listener.accept(rpc.to());
  }
}
