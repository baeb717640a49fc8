package sandstore.node.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A namespace as bytes: messages of {@code snapshot.proto} in {@link Frames}, folders before what
 * they hold. Written and read as a stream: beside the namespace itself there is never more than one
 * message in memory.
 */
public final class NamespaceCodec {
  private NamespaceCodec() {}

  /**
   * Flushes the stream and leaves it open. Other threads may go on applying meanwhile.
   *
   * @param to buffered
   * @throws IllegalStateException when the hash that was kept up to date is not that of the state:
   *     this node must not go on
   */
  public static void write(Namespace namespace, OutputStream to) throws IOException {
    if (namespace.recomputeHash() != namespace.stateHash()) {
      throw new IllegalStateException(
          "the state hash at index " + namespace.lastIndex() + " is not that of the state");
    }
    new SnapshotWriter(new Frames.Writer(to)).write(namespace);
  }

  /**
   * Reads what {@link #write} wrote and no byte more; leaves the stream open.
   *
   * @param from buffered
   * @throws DamagedSnapshotException when a byte is wrong or missing, or when the state does not
   *     have the hash that it had
   */
  public static Namespace read(InputStream from) throws IOException {
    try {
      return new SnapshotReader().read(new Frames.Reader(from));
    } catch (EOFException e) {
      throw new DamagedSnapshotException("the snapshot ends early", e);
    }
  }
}
