package sandstore.lab.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The file: {@code SANDREC1}, a frame with the first picture, frames of events, an end. Numbers are
 * big-endian.
 *
 * <pre>
 * frame   length (4)  CRC32C of the rest (4)  order (8)  received, nanoseconds (8)  message
 * end     -1 (4)      CRC32C of the rest (4)  events (8)
 * </pre>
 */
final class RecordingFormat {
  static final byte[] MAGIC = "SANDREC1".getBytes(US_ASCII);
  static final byte[] FAMILY = "SANDREC".getBytes(US_ASCII);

  /** Length and checksum. */
  static final int HEAD = 8;

  /** Order and time. */
  static final int STAMP = 16;

  static final int END = -1;
  static final int MOST = 64 << 20;

  private RecordingFormat() {}
}
