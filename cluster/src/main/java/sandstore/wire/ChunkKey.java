package sandstore.wire;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.proto.ChunkId;

/**
 * A chunk's identity: which upload, which position in the file, which attempt. Immutable bytes
 * stand behind it; a second attempt at the same position is another chunk.
 *
 * @param upload 16 hexadecimal digits, chosen by the client, unique
 * @param index position in the file, 0..65535
 * @param attempt from 0
 */
public record ChunkKey(String upload, int index, int attempt) implements Comparable<ChunkKey> {
  /** At most so many chunks a file. */
  public static final int MAX_CHUNKS = 65_536;

  private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern FILE_NAME =
      Pattern.compile("([0-9a-f]{16})-([0-9]{1,5})-([0-9]{1,5})");

  /**
   * @throws IllegalArgumentException if a part is out of range; the parts come from the network
   */
  public ChunkKey {
    if (!UPLOAD.matcher(upload).matches()) {
      throw new IllegalArgumentException("an upload id is 16 hexadecimal digits");
    }
    if (index < 0 || index >= MAX_CHUNKS || attempt < 0 || attempt > 99_999) {
      throw new IllegalArgumentException("chunk index or attempt out of range");
    }
  }

  public static ChunkKey of(ChunkId id) {
    return new ChunkKey(id.getUpload(), id.getIndex(), id.getAttempt());
  }

  /** The key that {@link #toString} wrote; {@code null}-free: throws on anything else. */
  public static ChunkKey parse(String name) {
    Matcher m = FILE_NAME.matcher(name);
    if (!m.matches()) {
      throw new IllegalArgumentException("not a chunk name: " + name);
    }
    return new ChunkKey(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
  }

  /** Whether {@link #parse} would accept it. */
  public static boolean isName(String name) {
    return FILE_NAME.matcher(name).matches();
  }

  public ChunkId toProto() {
    return ChunkId.newBuilder().setUpload(upload).setIndex(index).setAttempt(attempt).build();
  }

  @Override
  public int compareTo(ChunkKey other) {
    int c = upload.compareTo(other.upload);
    c = c != 0 ? c : Integer.compare(index, other.index);
    return c != 0 ? c : Integer.compare(attempt, other.attempt);
  }

  /** Also the file name on disk: {@code 0123456789abcdef-7-0}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s-%d-%d", upload, index, attempt);
  }
}
