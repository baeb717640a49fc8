package sandstore.node.metadata;

import com.google.protobuf.MessageLite;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of messages, one after the other: 8 bytes of magic and version, then each message behind
 * its length (4 bytes, big-endian), then a length of 0, then the CRC-32C of all that came before.
 */
final class Frames {
  /** "SandNs" and the version of the format, 2. */
  private static final long MAGIC = 0x53616E644E730002L;

  private static final int MAX_BYTES = 64 << 20;

  private Frames() {}

  static final class Writer {
    private final CheckedOutputStream checked;
    private final DataOutputStream out;

    /** Writes many small pieces: give it a buffered stream. */
    Writer(OutputStream to) throws IOException {
      checked = new CheckedOutputStream(to, new CRC32C());
      out = new DataOutputStream(checked);
      out.writeLong(MAGIC);
    }

    void write(MessageLite message) throws IOException {
      int size = message.getSerializedSize();
      if (size == 0 || size > MAX_BYTES) {
        throw new IOException("a message of " + size + " bytes does not fit a frame");
      }
      out.writeInt(size);
      out.write(message.toByteArray());
    }

    /** Flushes; leaves the stream open. */
    void end() throws IOException {
      out.writeInt(0);
      out.writeInt((int) checked.getChecksum().getValue());
      out.flush();
    }
  }

  static final class Reader {
    private final CheckedInputStream checked;
    private final DataInputStream in;

    Reader(InputStream from) throws IOException {
      checked = new CheckedInputStream(from, new CRC32C());
      in = new DataInputStream(checked);
      if (in.readLong() != MAGIC) {
        throw new DamagedSnapshotException("not a snapshot of a namespace, or of another version");
      }
    }

    /** The next message; null at the end, which then has been checked. */
    byte @Nullable [] read() throws IOException {
      int size = in.readInt();
      if (size == 0) {
        checkEnd();
        return null;
      }
      if (size < 0 || size > MAX_BYTES) {
        throw new DamagedSnapshotException("a length of " + size + " bytes is damage");
      }
      byte[] bytes = in.readNBytes(size);
      if (bytes.length < size) {
        throw new EOFException();
      }
      return bytes;
    }

    private void checkEnd() throws IOException {
      int computed = (int) checked.getChecksum().getValue();
      if (in.readInt() != computed) {
        throw new DamagedSnapshotException("the checksum does not match");
      }
    }
  }
}
