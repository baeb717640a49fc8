package sandstore.wire;

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
}
