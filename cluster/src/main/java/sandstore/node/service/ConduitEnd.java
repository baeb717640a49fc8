package sandstore.node.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;
import sandstore.wire.Conduit;
import sandstore.wire.ConduitDoor;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * The conduit of one call, at the callee, from its naming to its release. For one thread at a time.
 */
final class ConduitEnd {
  private final @Nullable ConduitDoor door;
  private final TransferBuffers buffers;
  private final NodeId caller;
  private @Nullable Conduit conduit;

  /**
   * @param door null if this node takes no conduits
   * @param caller who makes the call
   */
  ConduitEnd(@Nullable ConduitDoor door, TransferBuffers buffers, NodeId caller) {
    this.door = door;
    this.buffers = buffers;
    this.caller = caller;
  }

  TransferBuffers buffers() {
    return buffers;
  }

  /**
   * @param id as the call names it; 0 = its data is in its frames
   * @throws DefiniteFailure if this caller has no such conduit
   */
  void use(long id) {
    if (id == 0) {
      return;
    }
    conduit = door == null ? null : door.take(id, caller);
    if (conduit == null) {
      throw new DefiniteFailure(Failure.Code.UNREACHABLE, "no such conduit of " + caller);
    }
  }

  boolean isUsed() {
    return conduit != null;
  }

  /**
   * Fills what remains of the buffer.
   *
   * @throws DefiniteFailure if the bytes do not come before the call is given up
   */
  void read(ByteBuffer to, BooleanSupplier wanted) {
    try {
      if (conduit == null) {
        throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "data beside the frame, no conduit");
      }
      if (!conduit.read(to, idle -> wanted.getAsBoolean())) {
        throw new DefiniteFailure(Failure.Code.CANCELLED, "the caller went away");
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * @return false if the call was given up before
   * @throws DefiniteFailure the connection broke, or the caller takes nothing
   */
  boolean write(ByteBuffer from, Conduit.Patience patience) {
    try {
      return conduit != null && conduit.write(from, patience);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** The same with bytes that the source hands over by itself. */
  boolean write(Conduit.Source source, long length, Conduit.Patience patience) {
    try {
      return conduit != null && conduit.write(source, length, patience);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static DefiniteFailure broken(IOException e) {
    return new DefiniteFailure(
        Failure.Code.UNREACHABLE, "the connection for the data broke: " + e.getMessage(), e);
  }

  /**
   * The call is about to end.
   *
   * @param allTaken every announced byte
   */
  void settle(boolean allTaken) {
    Conduit used = conduit;
    conduit = null;
    if (used != null) {
      used.release(allTaken);
    }
  }
}
