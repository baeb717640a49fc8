package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.ChunkId;
import sandstore.proto.Failure;
import sandstore.proto.FileInfo;
import sandstore.proto.Manifest;
import sandstore.proto.Operation;
import sandstore.proto.OperationResult;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.PackedChunkList;

/**
 * The state that the log of operations makes: immutable, deterministic, without I/O or clock. Every
 * thread may read it; a snapshot is a reference to it.
 *
 * <p>Reads throw {@link DefiniteFailure}: BAD_PATH, NOT_FOUND, NOT_A_FOLDER, IS_A_FOLDER.
 */
public final class Namespace {
  public static final Namespace EMPTY =
      new Namespace(
          Tree.EMPTY, ChunkLedger.EMPTY, Sessions.NONE, MemberTable.EMPTY, Tree.ROOT_ID + 1, 0, 0);

  private static final int DEFAULT_LIST_LIMIT = 1000;

  final Tree tree;
  final ChunkLedger ledger;
  final Sessions sessions;
  private final MemberTable members;
  final long nextInode;
  private final long lastIndex;
  private final long lastAtMillis;

  Namespace(
      Tree tree,
      ChunkLedger ledger,
      Sessions sessions,
      MemberTable members,
      long nextInode,
      long lastIndex,
      long lastAtMillis) {
    this.tree = tree;
    this.ledger = ledger;
    this.sessions = sessions;
    this.members = members;
    this.nextInode = nextInode;
    this.lastIndex = lastIndex;
    this.lastAtMillis = lastAtMillis;
  }

  /** What applying one operation made. */
  public record Step(Namespace next, OperationResult result, List<Effect> effects) {}

  /** Something that happened to the namespace, for events and for the chunk store. */
  public sealed interface Effect {
    /**
     * @param uploads whose chunks it consists of, each once
     */
    record Committed(FileInfo file, long index, List<String> uploads) implements Effect {}

    /**
     * @param files how many; 0 for an empty folder
     */
    record Removed(String path, long files, long index) implements Effect {}

    /** {@code replaced}: files that went to make room. */
    record Renamed(String from, String to, long replaced, long index) implements Effect {}

    record Opened(long session, String client, long index) implements Effect {}

    /** The session is no more: it was idle for too long, broke its window, or was closed. */
    record Expired(long session, long index) implements Effect {}

    /**
     * These chunks belong to no file, and no later commit may name them. When a log is replayed,
     * old effects are told again: whoever unlinks asks {@link #isReferenced} of the newest
     * namespace first.
     */
    record Garbage(List<ChunkId> chunks, long index) implements Effect {}

    /** A process of this node, not known before, takes part. */
    record Registered(NodeId node, long generation, long incarnation, long index)
        implements Effect {}

    /** {@code forgotten}: places of chunks that its former life had. */
    record Admitted(NodeId node, long generation, String zone, long forgotten, long index)
        implements Effect {}

    /** {@code forgotten}: places of chunks that do not count any more. */
    record Retired(NodeId node, long generation, long forgotten, long index) implements Effect {}

    /** This chunk is now listed as being on these nodes. */
    record Placed(ChunkId chunk, List<NodeId> replicas, long index) implements Effect {}

    /** Chunks are to leave this node, or need not any more. */
    record Draining(NodeId node, boolean on, long index) implements Effect {}
  }

  /**
   * Applies one entry of the log.
   *
   * @param index of the entry; must be higher than that of the last one applied
   * @return the new namespace, and the result; a failure is a result, too, and definite
   * @throws IllegalArgumentException if the entry was applied already: a fault of the caller
   */
  public Step apply(Operation operation, long index) {
    if (index <= lastIndex) {
      throw new IllegalArgumentException(
          "entry " + index + " comes after entry " + lastIndex + ", which is applied");
    }
    return new Application(this, operation, index).run();
  }

  /** Of a file or folder. */
  public FileInfo stat(String path) {
    TreePath parsed = TreePath.parse(path);
    return tree.require(parsed).info(parsed.toString());
  }

  /**
   * The file that a put there would replace, empty for none. What can be known before the bytes
   * travel is refused as the put would be: no folder, a folder in its place, a quota.
   *
   * @param length of what is to be put; 0 if that is not known
   */
  public FileInfo beforePut(String path, long length) {
    TreePath parsed = TreePath.parse(path);
    if (length < 0) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "no file has " + Long.toUnsignedString(length) + " bytes");
    }
    Draft draft = new Draft(tree, ledger, members, nextInode, lastIndex + 1, lastAtMillis);
    FileVersion before = ApplyCommitFile.look(draft, parsed, length);
    return before == null ? FileInfo.getDefaultInstance() : before.info(parsed.toString());
  }

  /** What a reader of the current version must fetch, in order. */
  public Manifest manifest(String path) {
    TreePath parsed = TreePath.parse(path);
    if (!(tree.require(parsed) instanceof FileVersion file)) {
      throw new DefiniteFailure(Failure.Code.IS_A_FOLDER, "is a folder: " + parsed);
    }
    Manifest.Builder manifest = Manifest.newBuilder().setInfo(file.info(parsed.toString()));
    if (file.chunks().size() > PackedChunkList.PLAIN) {
      manifest.setPacked(PlacedChunks.pack(now(file)));
    } else {
      now(file).forEach(chunk -> manifest.addChunks(chunk.toProto()));
    }
    return manifest.build();
  }

  /** The chunks of a file, with who has them now. */
  private List<PlacedChunk> now(FileVersion file) {
    return ledger.now(file.chunks());
  }

  /**
   * Entries of a folder in order of name (by code points).
   *
   * @param after list names after this one, which need not be there; null or empty: from the first
   * @param limit at most so many; 0 or less: 1000
   */
  public List<FileInfo> list(String folder, @Nullable String after, int limit) {
    TreePath path = TreePath.parse(folder);
    Folder found = tree.requireFolder(path);
    var entries = found.entries().after(after);
    List<FileInfo> infos = new ArrayList<>();
    int most = limit <= 0 ? DEFAULT_LIST_LIMIT : limit;
    while (entries.hasNext() && infos.size() < most) {
      var entry = entries.next();
      infos.add(entry.getValue().info(path.child(entry.getKey())));
    }
    return infos;
  }

  /** How many files. */
  public long files() {
    return tree.files();
  }

  /** How many folders, the root not counted. */
  public long folders() {
    return tree.folders() - 1;
  }

  /** How many chunks all files have together. */
  public long chunks() {
    return ledger.owned().size();
  }

  /** Who belongs to the cluster; empty in topologies whose members never change. */
  public MemberTable members() {
    return members;
  }

  public int sessions() {
    return sessions.byId().size();
  }

  /** Whether this very operation, by session and sequence, was applied and has its answer kept. */
  public boolean hasAnswered(Operation operation) {
    return sessions.hasAnswered(operation);
  }

  /** Whether a file has this chunk. False for an id that is none. */
  public boolean isReferenced(ChunkId id) {
    ChunkName name = ChunkName.orNull(id);
    return name != null && ledger.isReferenced(name);
  }

  /** Whether a commit that names this chunk would be refused. False for an id that is none. */
  public boolean isGarbage(ChunkId id) {
    ChunkName name = ChunkName.orNull(id);
    return name != null && ledger.garbage().contains(name);
  }

  /** Every chunk of every file, with who has it now, in order of name. */
  public void forEachChunk(Consumer<PlacedChunk> visitor) {
    ledger.owned().forEach(visitor);
  }

  /** The chunks of each file that has any, with who has them now, in order of path. */
  public void forEachFile(Consumer<List<PlacedChunk>> visitor) {
    Tree.forEachFile(
        tree.root(),
        file -> {
          if (!file.chunks().isEmpty()) {
            visitor.accept(now(file));
          }
        });
  }

  /** A chunk that some file has, with who has it now; null when none has it. */
  public @Nullable PlacedChunk chunk(ChunkId id) {
    ChunkName name = ChunkName.orNull(id);
    return name == null ? null : ledger.placed(name);
  }

  /** How many chunks are on which nodes. Costs nothing: it is kept up to date. */
  public Holdings census() {
    return ledger.owned().census();
  }

  /** Nodes that chunks are to leave, in order. */
  public SortedSet<NodeId> draining() {
    return ledger.draining();
  }

  /** The latest time that any operation carried. */
  public long lastAtMillis() {
    return lastAtMillis;
  }

  /** Of the last operation applied; other entries of the log do not count. */
  public long lastIndex() {
    return lastIndex;
  }

  /** Equal on nodes that have applied the same entries. Kept up to date with every operation. */
  public long stateHash() {
    return tree.hash()
        + ledger.hash()
        + sessions.hash()
        + members.hash()
        + scalars(ledger.garbage());
  }

  /** The same from scratch, in time linear in the size of the state. */
  public long recomputeHash() {
    long sum =
        Tree.of(tree.root()).hash()
            + ledger.recomputedHash()
            + scalars(ledger.garbage().recomputed());
    sum += members.recomputed().hash();
    for (Session session : sessions.byId().values()) {
      sum += session.hash();
    }
    return sum;
  }

  private long scalars(GarbageMarks garbage) {
    return StateHash.scalars(
        lastIndex,
        lastAtMillis,
        nextInode,
        garbage.youngSinceMillis(),
        garbage.youngHash(),
        garbage.oldHash());
  }

  /** A picture of all of it, for people and for tests; as long as the state is large. */
  public String describe() {
    return Picture.of(this);
  }

  @Override
  public String toString() {
    return files() + " files in " + folders() + " folders at index " + lastIndex;
  }
}
