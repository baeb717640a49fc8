package sandstore.node.metadata;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.ChunkId;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * The files and chunks of a namespace while one operation is being applied. Thrown away when the
 * operation fails, so that a failure changes nothing.
 */
final class Draft {
  final long index;
  final long nowMillis;
  final List<Namespace.Effect> effects = new ArrayList<>();
  private final Tree before;
  Tree tree;
  ChunkLedger chunks;
  MemberTable members;
  private long nextInode;

  Draft(
      Tree tree,
      ChunkLedger chunks,
      MemberTable members,
      long nextInode,
      long index,
      long nowMillis) {
    this.before = tree;
    this.tree = tree;
    this.chunks = chunks;
    this.members = members;
    this.nextInode = nextInode;
    this.index = index;
    this.nowMillis = nowMillis;
  }

  long newInode() {
    return nextInode++;
  }

  long nextInode() {
    return nextInode;
  }

  void put(TreePath path, Inode inode) {
    tree = tree.with(path, inode);
  }

  /**
   * No folder on the way to a path may have grown beyond its quota. One that was beyond it before
   * may stay there, and shrink.
   *
   * @throws DefiniteFailure QUOTA_EXCEEDED, naming the folder and the limit
   */
  void checkQuotas(TreePath path) {
    for (int depth = 0; depth < path.depth(); depth++) {
      TreePath at = path.prefix(depth);
      Folder now = tree.requireFolder(at);
      Limits limits = now.limits();
      if (limits.isNone()) {
        continue;
      }
      Inode then = before.find(at);
      if (exceeds(limits.files(), now.files(), then == null ? 0 : then.files())) {
        throw exceeded(at, counted(now.files(), "file"), counted(limits.files(), "file"));
      }
      if (exceeds(limits.bytes(), now.bytes(), then == null ? 0 : then.bytes())) {
        throw exceeded(at, counted(now.bytes(), "byte"), counted(limits.bytes(), "byte"));
      }
    }
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static boolean exceeds(long limit, long now, long then) {
    return limit >= 0 && now > limit && now > then;
  }

  private static DefiniteFailure exceeded(TreePath path, String would, String may) {
    return new DefiniteFailure(
        Failure.Code.QUOTA_EXCEEDED,
        "folder " + path + " would hold " + would + ", and its quota is " + may);
  }

  /**
   * Takes away what is at a path and all below; its chunks become garbage.
   *
   * @return how many files
   */
  long remove(TreePath path) {
    Inode gone = tree.require(path);
    long before = tree.files();
    tree = tree.without(path);
    List<ChunkName> garbage = new ArrayList<>();
    Tree.forEachFile(gone, file -> file.chunks().forEach(chunk -> garbage.add(chunk.name())));
    discard(garbage);
    return before - tree.files();
  }

  /** Lets the new version own its chunks, and discards those that only the old one had. */
  void replaceChunks(@Nullable FileVersion before, FileVersion after) {
    chunks = chunks.claim(after, before);
    if (before == null) {
      return;
    }
    List<ChunkName> garbage = new ArrayList<>();
    for (int i = 0; i < before.chunks().size(); i++) {
      ChunkName name = before.chunks().get(i).name();
      // A chunk's index is its position, so it was kept in its place or not at all.
      if (i >= after.chunks().size() || !after.chunks().get(i).name().equals(name)) {
        garbage.add(name);
      }
    }
    discard(garbage);
  }

  private void discard(List<ChunkName> garbage) {
    for (ChunkName name : garbage) {
      chunks = chunks.discard(name);
    }
    tellGarbage(garbage);
  }

  /** Tells the chunk store that it may unlink these. */
  void tellGarbage(List<ChunkName> garbage) {
    if (!garbage.isEmpty()) {
      effects.add(new Namespace.Effect.Garbage(new ChunkIds(List.copyOf(garbage)), index));
    }
  }

  /** A list of ids that makes each when it is asked for: a removed folder may have a million. */
  private static final class ChunkIds extends AbstractList<ChunkId> {
    private final List<ChunkName> names;

    ChunkIds(List<ChunkName> names) {
      this.names = names;
    }

    @Override
    public ChunkId get(int i) {
      return names.get(i).toProto();
    }

    @Override
    public int size() {
      return names.size();
    }
  }
}
