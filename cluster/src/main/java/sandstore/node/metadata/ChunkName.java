package sandstore.node.metadata;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkId;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

/**
 * A chunk's identity in 32 bytes of memory; {@link ChunkKey} says the same with text.
 *
 * @param upload the 16 hexadecimal digits as a number
 */
public record ChunkName(long upload, int index, int attempt) implements Comparable<ChunkName> {
  /**
   * @throws DefiniteFailure BAD_REQUEST when a part is out of range
   */
  static ChunkName of(ChunkId id) {
    ChunkName name = orNull(id);
    if (name == null) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "a chunk id has 16 hexadecimal digits, an index below 65536 and an attempt below 100000");
    }
    return name;
  }

  static @Nullable ChunkName orNull(ChunkId id) {
    String upload = id.getUpload();
    int index = id.getIndex();
    int attempt = id.getAttempt();
    if (upload.length() != 16
        || !upload.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        || index < 0
        || index >= ChunkKey.MAX_CHUNKS
        || attempt < 0
        || attempt > 99_999) {
      return null;
    }
    return new ChunkName(HexFormat.fromHexDigitsToLong(upload), index, attempt);
  }

  public ChunkId toProto() {
    return ChunkId.newBuilder()
        .setUpload(HexFormat.of().toHexDigits(upload))
        .setIndex(index)
        .setAttempt(attempt)
        .build();
  }

  public ChunkKey toKey() {
    return new ChunkKey(HexFormat.of().toHexDigits(upload), index, attempt);
  }

  @Override
  public int compareTo(ChunkName other) {
    int c = Long.compareUnsigned(upload, other.upload);
    c = c != 0 ? c : Integer.compare(index, other.index);
    return c != 0 ? c : Integer.compare(attempt, other.attempt);
  }

  @Override
  public String toString() {
    return toKey().toString();
  }
}
