package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * Which chunks belong to a file, and which belong to none any more.
 *
 * @param owned every chunk of every file; derived from the tree, no part of the state
 * @param garbage part of the state
 */
record ChunkLedger(ChunkSet owned, GarbageMarks garbage) {
  static final ChunkLedger EMPTY = new ChunkLedger(ChunkSet.EMPTY, GarbageMarks.NONE);

  boolean isReferenced(ChunkName name) {
    return owned.contains(name);
  }

  /**
   * Makes all chunks of this version its own.
   *
   * @param before the version that it replaces, whose chunks it may keep
   * @throws DefiniteFailure BAD_REQUEST when a chunk is garbage or another file's, or has the name
   *     of a chunk of the last version and other bytes
   */
  ChunkLedger claim(FileVersion file, @Nullable FileVersion before) {
    ChunkSet claimed = owned;
    List<PlacedChunk> earlier = before == null ? List.of() : before.chunks();
    for (PlacedChunk chunk : file.chunks()) {
      // A chunk's index is its position: it was kept in its place or not at all.
      int at = chunk.name().index();
      PlacedChunk kept = at < earlier.size() ? earlier.get(at) : null;
      if (kept != null && kept.name().equals(chunk.name())) {
        if (!kept.sameBytes(chunk)) {
          throw bad("chunk " + chunk.name() + " is there with other bytes: chunks never change");
        }
      } else if (owned.contains(chunk.name())) {
        throw bad("chunk " + chunk.name() + " belongs to another file");
      } else if (garbage.contains(chunk.name())) {
        throw bad("chunk " + chunk.name() + " is marked as garbage: upload it again");
      } else {
        claimed = claimed.plus(chunk.name());
      }
    }
    return new ChunkLedger(claimed, garbage);
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }

  /** Takes a chunk from its file and marks it. */
  ChunkLedger discard(ChunkName name) {
    return new ChunkLedger(owned.minus(name), garbage.plus(name));
  }

  /** Marks a chunk that belongs to no file. */
  ChunkLedger mark(ChunkName name) {
    return new ChunkLedger(owned, garbage.plus(name));
  }

  ChunkLedger at(long nowMillis) {
    return new ChunkLedger(owned, garbage.at(nowMillis));
  }

  /** The chunks of all files, made anew from the tree. */
  static ChunkSet ownedIn(Tree tree) {
    List<ChunkName> names = new ArrayList<>();
    Tree.forEachFile(tree.root(), file -> file.chunks().forEach(chunk -> names.add(chunk.name())));
    Collections.sort(names);
    ChunkSet owned = ChunkSet.EMPTY;
    for (ChunkName name : names) {
      owned = owned.plus(name);
    }
    return owned;
  }
}
