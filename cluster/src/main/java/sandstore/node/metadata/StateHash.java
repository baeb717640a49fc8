package sandstore.node.metadata;

import com.google.protobuf.ByteString;
import java.util.List;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.MemberEntry;
import sandstore.proto.OperationResult;
import sandstore.wire.NodeId;

/**
 * A 64-bit hash of each record of the state. The hash of the whole state is their sum (wrapping),
 * so that an operation adds what it wrote and subtracts what it replaced, and the order in which
 * records came does not matter.
 *
 * <p>The construction is AdHash (Bellare and Micciancio, EUROCRYPT 1997) with a mixer that is good
 * against accidents, not against an adversary: it finds nodes that diverged.
 */
final class StateHash {
  /** 2^64 divided by the golden ratio: no two folds begin alike. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  // One kind of record never looks like another.
  private static final long ENTRY = 1;
  private static final long FOLDER = 2;
  private static final long FILE = 3;
  private static final long GARBAGE = 4;
  private static final long SESSION = 5;
  private static final long ANSWER = 6;
  private static final long SCALARS = 7;
  private static final long MEMBER = 25;
  private static final long PLACE = 8;
  private static final long DRAINING = 9;

  private StateHash() {}

  /** The name of a child in a folder. */
  static long entry(long parent, String name, long child) {
    return fold(fold(fold(start(ENTRY), parent), name), child);
  }

  /** A folder's own record; its entries are records of their own. */
  static long folder(Folder folder) {
    long h = fold(fold(start(FOLDER), folder.id()), folder.madeMillis());
    Limits limits = folder.limits();
    return limits.isNone() ? h : fold(fold(h, limits.files()), limits.bytes());
  }

  static long file(FileVersion file) {
    long h = fold(fold(fold(start(FILE), file.id()), file.version()), file.etag());
    h = fold(fold(fold(h, file.length()), file.chunkSize()), file.modifiedMillis());
    h = fold(h, file.sha256());
    h = fold(h, file.chunks().size());
    for (PlacedChunk chunk : file.chunks()) {
      h = fold(h, chunk.name());
      h = fold(h, ((long) chunk.length() << 32) | (chunk.crc32c() & 0xFFFF_FFFFL));
    }
    return h;
  }

  /** Who has a chunk now: a record of its own, since it changes while the file does not. */
  static long place(PlacedChunk chunk) {
    return fold(fold(start(PLACE), chunk.name()), chunk.replicas());
  }

  static long draining(NodeId node) {
    return fold(start(DRAINING), node.number());
  }

  static long garbage(ChunkName name) {
    return fold(start(GARBAGE), name);
  }

  /** A session's own record; the answers that it keeps are records of their own. */
  static long session(Session session) {
    long h = fold(fold(start(SESSION), session.id()), session.client());
    h = fold(fold(h, session.timeoutMillis()), session.activeMillis());
    return fold(h, session.acknowledgedBelow());
  }

  static long answer(long session, long sequence, OperationResult result) {
    return fold(fold(fold(start(ANSWER), session), sequence), result.toByteString());
  }

  static long member(MemberEntry entry) {
    return fold(start(MEMBER), entry.toByteString());
  }

  /** What there is only once. */
  static long scalars(long... values) {
    long h = start(SCALARS);
    for (long value : values) {
      h = fold(h, value);
    }
    return h;
  }

  private static long start(long kind) {
    return mix(kind + GOLDEN);
  }

  /** For a fixed h a bijection of the value, and the other way round. */
  private static long fold(long h, long value) {
    return mix((h + GOLDEN) ^ value);
  }

  private static long fold(long h, ChunkName name) {
    return fold(fold(h, name.upload()), ((long) name.index() << 32) | name.attempt());
  }

  private static long fold(long h, List<NodeId> nodes) {
    long folded = fold(h, nodes.size());
    for (NodeId node : nodes) {
      folded = fold(folded, node.number());
    }
    return folded;
  }

  /** The length, then four UTF-16 units at a time. */
  private static long fold(long h, String text) {
    long folded = fold(h, text.length());
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word = (word << 16) | text.charAt(i);
      if ((i & 3) == 3 || i == text.length() - 1) {
        folded = fold(folded, word);
        word = 0;
      }
    }
    return folded;
  }

  /** The length, then eight bytes at a time. */
  private static long fold(long h, ByteString bytes) {
    long folded = fold(h, bytes.size());
    long word = 0;
    for (int i = 0; i < bytes.size(); i++) {
      word = (word << 8) | (bytes.byteAt(i) & 0xFF);
      if ((i & 7) == 7 || i == bytes.size() - 1) {
        folded = fold(folded, word);
        word = 0;
      }
    }
    return folded;
  }

  /** David Stafford's "Mix13" finaliser, as in SplitMix64. */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
