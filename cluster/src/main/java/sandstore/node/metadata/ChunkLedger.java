package sandstore.node.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
 *     who has them now is here, and part of the state
 * @param garbage part of the state
 * @param draining part of the state
 * @param placesHash sum over the places of all chunks
 */
record ChunkLedger(
    ChunkTable owned, GarbageMarks garbage, TreePSet<NodeId> draining, long placesHash) {
  static final ChunkLedger EMPTY =
      new ChunkLedger(ChunkTable.EMPTY, GarbageMarks.NONE, TreePSet.empty(), 0);

  boolean isReferenced(ChunkName name) {
    return owned.contains(name);
  }

  /** The chunk and who has it now; null when no file has it. */
  @Nullable PlacedChunk placed(ChunkName name) {
    return owned.find(name);
  }

  /** The same chunk with who has it now. */
  PlacedChunk now(PlacedChunk chunk) {
    PlacedChunk placed = placed(chunk.name());
    return placed == null ? chunk : placed;
  }

  /** The same chunks with who has them now; the list itself when all are where they were. */
  List<PlacedChunk> now(List<PlacedChunk> chunks) {
    return haveMoved(chunks) ? chunks.stream().map(this::now).toList() : chunks;
  }

  /** Whether any of them is on other nodes now than those that are listed here. */
  boolean haveMoved(List<PlacedChunk> chunks) {
    for (PlacedChunk chunk : chunks) {
      if (owned.hasMoved(chunk.name(), chunk.replicas())) {
        return true;
      }
    }
    return false;
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
        claimed = claimed.plus(chunk);
      }
    }
    return claimed;
  }

  private static DefiniteFailure bad(String message) {
    return new DefiniteFailure(Failure.Code.BAD_REQUEST, message);
  }

  private ChunkLedger plus(PlacedChunk chunk) {
    return new ChunkLedger(
        owned.with(chunk), garbage, draining, placesHash + StateHash.place(chunk));
  }

  private ChunkLedger minus(PlacedChunk chunk) {
    return new ChunkLedger(
        owned.without(chunk), garbage, draining, placesHash - StateHash.place(chunk));
  }

  /** A chunk that a file has is now on these nodes. */
  ChunkLedger place(PlacedChunk chunk) {
    PlacedChunk before = placed(chunk.name());
    if (before == null) {
      throw new IllegalStateException(chunk.name() + " belongs to no file");
    }
    long hash = placesHash - StateHash.place(before) + StateHash.place(chunk);
    return new ChunkLedger(owned.with(chunk), garbage, draining, hash);
  }

  /**
   * Strikes a node out of the places of all chunks, and out of those that chunks are to leave. A
   * chunk that was nowhere else has no place then: what a disk has lost is lost, whatever a list
   * says.
   */
  ChunkLedger forget(NodeId node) {
    ChunkLedger now = draining(node, false);
    if (owned.census().chunksOn(node) == 0) {
      return now;
    }
    for (PlacedChunk chunk : owned) {
      if (chunk.replicas().contains(node)) {
        now = now.place(chunk.on(chunk.replicas().stream().filter(n -> !n.equals(node)).toList()));
      }
    }
    return now;
  }

  /** Takes a chunk from its file and marks it. */
  ChunkLedger discard(ChunkName name) {
    PlacedChunk gone = placed(name);
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
    return marks == garbage ? this : new ChunkLedger(owned, marks, draining, placesHash);
  }

  ChunkLedger draining(NodeId node, boolean on) {
    TreePSet<NodeId> next = on ? draining.plus(node) : draining.minus(node);
    return new ChunkLedger(owned, garbage, next, placesHash);
  }

  /** What is owned, made anew from the tree as a snapshot has it. */
  static ChunkLedger of(Tree tree, GarbageMarks garbage, TreePSet<NodeId> draining) {
    Builder builder = new Builder(new ChunkLedger(ChunkTable.EMPTY, garbage, draining, 0));
    Tree.forEachFile(tree.root(), file -> file.chunks().forEach(builder::add));
    return builder.ledger;
  }

  private static final class Builder {
    private ChunkLedger ledger;

    Builder(ChunkLedger empty) {
      ledger = empty;
    }

    void add(PlacedChunk chunk) {
      ledger = ledger.plus(chunk);
    }
  }

  /** The hash of places and draining nodes, computed anew. */
  long recomputedHash() {
    long sum = 0;
    for (PlacedChunk chunk : owned) {
      sum += StateHash.place(chunk);
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
