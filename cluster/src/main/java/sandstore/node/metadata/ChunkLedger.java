package sandstore.node.metadata;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * Which chunks belong to a file, and which belong to none any more.
 *
 * @param owners the inode id of the file that a chunk belongs to; derived from the tree, no part of
 *     the state
 * @param garbage part of the state
 */
record ChunkLedger(TreePMap<ChunkName, Long> owners, GarbageMarks garbage) {
  static final ChunkLedger EMPTY = new ChunkLedger(TreePMap.empty(), GarbageMarks.NONE);

  boolean isReferenced(ChunkName name) {
    return owners.containsKey(name);
  }

  /**
   * Makes all chunks of this version its own.
   *
   * @param before the version that it replaces, whose chunks it may keep
   * @throws DefiniteFailure BAD_REQUEST when a chunk is garbage or another file's, or has the name
   *     of a chunk of the last version and other bytes
   */
  ChunkLedger claim(FileVersion file, @Nullable FileVersion before) {
    TreePMap<ChunkName, Long> claimed = owners;
    Long id = file.id();
    for (PlacedChunk chunk : file.chunks()) {
      Long owner = owners.get(chunk.name());
      if (owner == null) {
        if (garbage.contains(chunk.name())) {
          throw bad("chunk " + chunk.name() + " is marked as garbage: upload it again");
        }
        claimed = claimed.plus(chunk.name(), id);
      } else if (before == null || owner != before.id()) {
        throw bad("chunk " + chunk.name() + " belongs to another file");
      } else if (!before.chunks().get(chunk.name().index()).sameBytes(chunk)) {
        throw bad("chunk " + chunk.name() + " is there with other bytes: chunks never change");
      }
    }
    return new ChunkLedger(claimed, garbage);
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }

  /** Takes a chunk from its file and marks it. */
  ChunkLedger discard(ChunkName name) {
    return new ChunkLedger(owners.minus(name), garbage.plus(name));
  }

  /** Marks a chunk that belongs to no file. */
  ChunkLedger mark(ChunkName name) {
    return new ChunkLedger(owners, garbage.plus(name));
  }

  ChunkLedger at(long nowMillis) {
    return new ChunkLedger(owners, garbage.at(nowMillis));
  }

  /** The owners, made anew from the tree. */
  static TreePMap<ChunkName, Long> ownersIn(Tree tree) {
    TreeMap<ChunkName, Long> owners = new TreeMap<>();
    Tree.forEachFile(
        tree.root(),
        file -> {
          Long id = file.id();
          file.chunks().forEach(chunk -> owners.put(chunk.name(), id));
        });
    return TreePMap.fromSortedMap(owners);
  }
}
