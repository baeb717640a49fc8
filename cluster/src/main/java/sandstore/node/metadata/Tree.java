package sandstore.node.metadata;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/**
 * All folders and files, path-copying: every change makes a new tree that shares what it left
 * alone.
 *
 * @param folders how many, the root included
 * @param hash the sum over the records of all folders, files and their names
 */
record Tree(Folder root, long folders, long hash) {
  static final int MAX_ENTRIES = 1_000_000;
  static final long ROOT_ID = 1;
  static final Tree EMPTY = of(Folder.empty(ROOT_ID, 0));

  /** Counts and hashes everything below this root. */
  static Tree of(Folder root) {
    Tally tally = new Tally();
    tally.add(root);
    return new Tree(root, tally.folders, tally.hash);
  }

  /** How many files. */
  long files() {
    return root.files();
  }

  /** Counts and hashes of what has come and gone. */
  private static final class Tally {
    long folders;
    long hash;

    void add(Inode inode) {
      count(inode, 1);
    }

    void remove(Inode inode) {
      count(inode, -1);
    }

    private void count(Inode inode, int sign) {
      if (inode instanceof FileVersion file) {
        hash += sign * StateHash.file(file);
      } else if (inode instanceof Folder folder) {
        folders += sign;
        hash += sign * StateHash.folder(folder);
        for (var entry : folder.entries()) {
          hash += sign * StateHash.entry(folder.id(), entry.getKey(), entry.getValue().id());
          count(entry.getValue(), sign);
        }
      }
    }
  }

  @Nullable Inode find(TreePath path) {
    Inode at = root;
    for (String name : path.names()) {
      at = at instanceof Folder folder ? folder.entries().get(name) : null;
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  /**
   * @throws DefiniteFailure NOT_FOUND naming what is missing, NOT_A_FOLDER naming what is in the
   *     way
   */
  Inode require(TreePath path) {
    Inode at = root;
    for (int depth = 0; depth < path.depth(); depth++) {
      if (!(at instanceof Folder folder)) {
        throw notAFolder(path.prefix(depth));
      }
      Inode child = folder.entries().get(path.names().get(depth));
      if (child == null) {
        throw depth == path.depth() - 1
            ? new DefiniteFailure(Failure.Code.NOT_FOUND, "no such file or folder: " + path)
            : noFolder(path.prefix(depth + 1));
      }
      at = child;
    }
    return at;
  }

  /** Like {@link #require}, for a folder. */
  Folder requireFolder(TreePath path) {
    Inode inode = find(path);
    if (inode == null) {
      require(path.depth() > 0 ? path.parent() : path);
      throw noFolder(path);
    }
    if (!(inode instanceof Folder folder)) {
      throw notAFolder(path);
    }
    return folder;
  }

  static DefiniteFailure notAFolder(TreePath path) {
    return new DefiniteFailure(Failure.Code.NOT_A_FOLDER, "not a folder: " + path);
  }

  private static DefiniteFailure noFolder(TreePath path) {
    return new DefiniteFailure(
        Failure.Code.NOT_FOUND, "no such folder: " + path + " (mkdir -p " + path + " makes it)");
  }

  /**
   * With a new file or a new, empty folder at a path, or another version of the file that is there.
   * The parent must exist.
   *
   * @throws DefiniteFailure NO_SPACE when the folder is full
   */
  Tree with(TreePath path, Inode inode) {
    Folder parent = requireFolder(path.parent());
    Inode before = parent.entries().get(path.name());
    Tree next = linked(path, inode);
    Tally tally = new Tally();
    tally.add(inode);
    if (before != null) {
      tally.remove(before);
    }
    return next.counted(tally);
  }

  private Tree counted(Tally tally) {
    return new Tree(root, folders + tally.folders, hash + tally.hash);
  }

  /** Without what is at a path, and all below it. */
  Tree without(TreePath path) {
    Tally tally = new Tally();
    tally.remove(require(path));
    return unlinked(path).counted(tally);
  }

  /**
   * With a file or folder under another name, where there must be none. Nothing below is copied.
   */
  Tree moved(TreePath from, TreePath to) {
    return unlinked(from).linked(to, require(from));
  }

  /** Changes what a name stands for; counts stay. */
  private Tree linked(TreePath path, Inode inode) {
    Folder parent = requireFolder(path.parent());
    Inode before = parent.entries().get(path.name());
    if (before == null && parent.entries().size() >= MAX_ENTRIES) {
      throw new DefiniteFailure(
          Failure.Code.NO_SPACE,
          "folder " + path.parent() + " is full: it has " + MAX_ENTRIES + " entries");
    }
    long old = before == null ? 0 : StateHash.entry(parent.id(), path.name(), before.id());
    return new Tree(
        copy(root, path, 0, parent.with(path.name(), inode)),
        folders,
        hash - old + StateHash.entry(parent.id(), path.name(), inode.id()));
  }

  private Tree unlinked(TreePath path) {
    Folder parent = requireFolder(path.parent());
    long old = StateHash.entry(parent.id(), path.name(), require(path).id());
    return new Tree(copy(root, path, 0, parent.without(path.name())), folders, hash - old);
  }

  /** With the folder at a path as it is, but for its limits. */
  Tree limited(TreePath path, Folder limited) {
    long change = StateHash.folder(limited) - StateHash.folder(requireFolder(path));
    Folder next = path.isRoot() ? limited : copy(root, path.inside(), 0, limited);
    return new Tree(next, folders, hash + change);
  }

  /** Copies the folders on the way to the parent of {@code path}, which becomes {@code parent}. */
  private static Folder copy(Folder at, TreePath path, int depth, Folder parent) {
    if (depth == path.depth() - 1) {
      return parent;
    }
    String name = path.names().get(depth);
    if (!(at.entries().get(name) instanceof Folder next)) {
      throw new IllegalStateException("no folder on the way to " + path);
    }
    return at.with(name, copy(next, path, depth + 1, parent));
  }

  /** All files at or below an inode, in order of path. */
  static void forEachFile(Inode inode, Consumer<FileVersion> visitor) {
    if (inode instanceof FileVersion file) {
      visitor.accept(file);
    } else if (inode instanceof Folder folder) {
      folder.entries().forEach(entry -> forEachFile(entry.getValue(), visitor));
    }
  }
}
