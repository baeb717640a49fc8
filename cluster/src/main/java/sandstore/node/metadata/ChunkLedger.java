package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Which chunks belong to a file and who has them now, which belong to none any more, and which
 * nodes chunks are to leave.
 *
 * @param owned by name. A file version lists its chunks with the nodes that they were written to;
 *     who has them now is here
 * @param garbage part of the state
 * @param census of {@code owned}; derived, no part of the state
 * @param draining part of the state
 * @param placesHash sum over the places of all chunks
 */
record ChunkLedger(
    TreePMap<ChunkName, Owned> owned,
    GarbageMarks garbage,
    Holdings census,
    TreePSet<NodeId> draining,
    long placesHash) {
  static final ChunkLedger EMPTY =
      new ChunkLedger(TreePMap.empty(), GarbageMarks.NONE, Holdings.NONE, TreePSet.empty(), 0);

  /**
   * A chunk that a file has.
   *
   * @param file inode id
   */
  record Owned(long file, PlacedChunk chunk) {}

  boolean isReferenced(ChunkName name) {
    return owned.containsKey(name);
  }

  /** The chunk and who has it now; null when no file has it. */
  @Nullable PlacedChunk placed(ChunkName name) {
    Owned found = owned.get(name);
    return found == null ? null : found.chunk();
  }

  /** The same chunk with who has it now. */
  PlacedChunk now(PlacedChunk chunk) {
    PlacedChunk placed = placed(chunk.name());
    return placed == null ? chunk : placed;
  }

  /** The same chunks with who has them now; the list itself when all are where they were. */
  List<PlacedChunk> now(List<PlacedChunk> chunks) {
    List<PlacedChunk> placed = new ArrayList<>(chunks.size());
    boolean moved = false;
    for (PlacedChunk chunk : chunks) {
      PlacedChunk now = now(chunk);
      moved |= !now.replicas().equals(chunk.replicas());
      placed.add(now);
    }
    return moved ? placed : chunks;
  }

  /**
   * Makes all chunks of this version its own. One that the version before had as well stays where
   * it is.
   *
   * @param before the version that it replaces, whose chunks it may keep
   * @throws DefiniteFailure BAD_REQUEST when a chunk is garbage or another file's, or has the name
   *     of a chunk of the last version and other bytes
   */
  ChunkLedger claim(FileVersion file, @Nullable FileVersion before) {
    ChunkLedger claimed = this;
    for (PlacedChunk chunk : file.chunks()) {
      Owned owner = owned.get(chunk.name());
      if (owner == null) {
        if (garbage.contains(chunk.name())) {
          throw bad("chunk " + chunk.name() + " is marked as garbage: upload it again");
        }
        claimed = claimed.plus(new Owned(file.id(), chunk));
      } else if (before == null || owner.file() != before.id()) {
        throw bad("chunk " + chunk.name() + " belongs to another file");
      } else if (!owner.chunk().sameBytes(chunk)) {
        throw bad("chunk " + chunk.name() + " is there with other bytes: chunks never change");
      }
    }
    return claimed;
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }

  private ChunkLedger plus(Owned one) {
    return new ChunkLedger(
        owned.plus(one.chunk().name(), one),
        garbage,
        census.plus(one.chunk()),
        draining,
        placesHash + StateHash.place(one.chunk()));
  }

  private ChunkLedger minus(Owned one) {
    return new ChunkLedger(
        owned.minus(one.chunk().name()),
        garbage,
        census.minus(one.chunk()),
        draining,
        placesHash - StateHash.place(one.chunk()));
  }

  /** A chunk that a file has is now on these nodes. */
  ChunkLedger place(PlacedChunk chunk) {
    Owned before = owned.get(chunk.name());
    if (before == null) {
      throw new IllegalStateException(chunk.name() + " belongs to no file");
    }
    return minus(before).plus(new Owned(before.file(), chunk));
  }

  /** Takes a chunk from its file and marks it. */
  ChunkLedger discard(ChunkName name) {
    Owned gone = owned.get(name);
    return (gone == null ? this : minus(gone)).mark(name);
  }

  /** Marks a chunk that belongs to no file. */
  ChunkLedger mark(ChunkName name) {
    return with(garbage.plus(name));
  }

  ChunkLedger at(long nowMillis) {
    return with(garbage.at(nowMillis));
  }

  private ChunkLedger with(GarbageMarks marks) {
    return marks == garbage ? this : new ChunkLedger(owned, marks, census, draining, placesHash);
  }

  ChunkLedger draining(NodeId node, boolean on) {
    TreePSet<NodeId> next = on ? draining.plus(node) : draining.minus(node);
    return new ChunkLedger(owned, garbage, census, next, placesHash);
  }

  /** What is owned, made anew from the tree as a snapshot has it. */
  static ChunkLedger of(Tree tree, GarbageMarks garbage, TreePSet<NodeId> draining) {
    TreeMap<ChunkName, Owned> owned = new TreeMap<>();
    Tally tally = new Tally();
    Tree.forEachFile(
        tree.root(),
        file -> {
          for (PlacedChunk chunk : file.chunks()) {
            owned.put(chunk.name(), new Owned(file.id(), chunk));
            tally.census = tally.census.plus(chunk);
            tally.hash += StateHash.place(chunk);
          }
        });
    return new ChunkLedger(
        TreePMap.fromSortedMap(owned), garbage, tally.census, draining, tally.hash);
  }

  private static final class Tally {
    Holdings census = Holdings.NONE;
    long hash;
  }

  /** The hash of places and draining nodes, computed anew. */
  long recomputedHash() {
    long sum = 0;
    for (Owned one : owned.values()) {
      sum += StateHash.place(one.chunk());
    }
    return sum + drainingHash();
  }

  long hash() {
    return placesHash + drainingHash();
  }

  private long drainingHash() {
    long sum = 0;
    for (NodeId node : draining) {
      sum += StateHash.draining(node);
    }
    return sum;
  }
}
