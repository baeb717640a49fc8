package sandstore.client;

/**
 * A part of a file.
 *
 * @param offset of its first byte; negative: counted back from the end of the file
 * @param length bytes, at most; the file may end sooner
 */
public record Range(long offset, long length) {
  public static final Range WHOLE = new Range(0, Long.MAX_VALUE);

  boolean isWhole() {
    return offset == 0 && length == Long.MAX_VALUE;
  }

  /** The first byte, in a file of this length. */
  long from(long fileLength) {
    return offset < 0 ? Math.max(0, fileLength + offset) : Math.min(offset, fileLength);
  }

  /** The byte after the last one, in a file of this length. */
  long to(long fileLength) {
    long from = from(fileLength);
    return from + Math.min(Math.max(0, length), fileLength - from);
  }
}
