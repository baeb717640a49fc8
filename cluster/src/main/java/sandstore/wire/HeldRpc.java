package sandstore.wire;

import sandstore.proto.RpcDetail;
import sandstore.proto.RpcHeld;

/**
 * A message that waits in this process for the lab's word.
 *
 * @param number counts what this process has held, from 1
 * @param reply it is the callee's reply; else the caller's request
 * @param detail what it says, as far as it is one of Raft's
 * @param copyOf the number of the message that it is a copy of; 0 for an original
 */
public record HeldRpc(long number, RpcTap.Rpc rpc, boolean reply, RpcDetail detail, long copyOf) {
  /** The way that the message itself goes. */
  public Link link() {
    Link call = new Link(rpc.from(), rpc.to());
    return reply ? call.reversed() : call;
  }

  public RpcHeld told() {
    return RpcHeld.newBuilder()
        .setId(rpc.id())
        .setFrom(rpc.from().name())
        .setTo(rpc.to().name())
        .setKind(rpc.kind())
        .setReply(reply)
        .setDetail(detail)
        .setHeld(number)
        .setCopyOf(copyOf)
        .build();
  }
}
