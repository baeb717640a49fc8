package sandstore.wire;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli, RFC 3720), the checksum of everything here that has one. */
public final class Crc32c {
  private Crc32c() {}

  /** Of the remaining bytes; leaves the buffer as it was. */
  public static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  public static int of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  public static int of(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  /**
   * Of bytes and more behind them. Costs a microsecond, however many they are.
   *
   * @param first of the bytes in front; 0 if there are none
   * @param second of those behind
   * @param secondLength how many are behind
   */
  public static int join(int first, int second, int secondLength) {
    return Crc32cMath.join(first, second, secondLength);
  }

  /** Of a message's bytes, where they lie: no copy is made. */
  public static int of(ByteString bytes) {
    Sum sum = new Sum();
    try {
      UnsafeByteOperations.unsafeWriteTo(bytes, sum);
    } catch (IOException e) {
      throw new UncheckedIOException("a sum in memory cannot fail", e);
    }
    return (int) sum.crc.getValue();
  }

  private static final class Sum extends ByteOutput {
    private final CRC32C crc = new CRC32C();

    @Override
    public void write(byte value) {
      crc.update(value);
    }

    @Override
    public void write(byte[] value, int offset, int length) {
      crc.update(value, offset, length);
    }

    @Override
    public void writeLazy(byte[] value, int offset, int length) {
      crc.update(value, offset, length);
    }

    @Override
    public void write(ByteBuffer value) {
      crc.update(value);
    }

    @Override
    public void writeLazy(ByteBuffer value) {
      crc.update(value);
    }
  }
}
