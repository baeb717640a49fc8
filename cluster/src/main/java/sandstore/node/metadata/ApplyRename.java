package sandstore.node.metadata;

import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.Failure;
import sandstore.proto.OperationResult;
import sandstore.proto.Rename;
import sandstore.wire.DefiniteFailure;

/**
 * Gives a file or folder another path in one step: two folders change, nothing below is touched and
 * no chunk moves. Only where a folder's path becomes longer is what lies below it looked through,
 * lest a path there grow past the limit.
 */
final class ApplyRename {
  private ApplyRename() {}

  static OperationResult apply(Draft draft, Rename request) {
    TreePath from = TreePath.parse(request.getFrom());
    TreePath to = TreePath.parse(request.getTo());
    if (from.isRoot() || to.isRoot()) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "the root folder keeps its name");
    }
    Inode moving = draft.tree.require(from);
    draft.tree.requireFolder(to.parent());
    Inode target = draft.tree.find(to);
    if (target != null && !request.getReplace()) {
      throw new DefiniteFailure(Failure.Code.ALREADY_EXISTS, "already exists: " + to);
    }
    if (!from.equals(to)) {
      move(draft, from, to, moving, target);
    }
    return OperationResult.newBuilder().setFile(moving.info(to.toString())).build();
  }

  private static void move(
      Draft draft, TreePath from, TreePath to, Inode moving, @Nullable Inode target) {
    if (to.isWithin(from)) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "cannot move " + from + " into itself: " + to);
    }
    checkLimits(from, to, moving);
    long filesBefore = draft.tree.files();
    if (target != null) {
      checkReplaceable(to, moving, target);
      draft.remove(to);
    }
    draft.tree = draft.tree.moved(from, to);
    draft.checkQuotas(to);
    draft.effects.add(
        new Namespace.Effect.Renamed(
            from.toString(), to.toString(), filesBefore - draft.tree.files(), draft.index));
  }

  private static void checkReplaceable(TreePath to, Inode moving, Inode target) {
    if (target instanceof Folder folder) {
      if (!(moving instanceof Folder)) {
        throw new DefiniteFailure(Failure.Code.IS_A_FOLDER, "is a folder: " + to);
      }
      if (!folder.entries().isEmpty()) {
        throw new DefiniteFailure(Failure.Code.NOT_EMPTY, "folder " + to + " is not empty");
      }
    } else if (moving instanceof Folder) {
      throw Tree.notAFolder(to);
    }
  }

  private static void checkLimits(TreePath from, TreePath to, Inode moving) {
    if (to.depth() > from.depth() || to.bytes() > from.bytes()) {
      checkBelow(to, to.depth(), to.bytes(), moving);
    }
  }

  private static void checkBelow(TreePath to, int depth, int bytes, Inode inode) {
    if (depth > TreePath.MAX_DEPTH || bytes > TreePath.MAX_PATH_BYTES) {
      throw new DefiniteFailure(
          Failure.Code.BAD_PATH, "a path below " + to + " would become too long");
    }
    if (inode instanceof Folder folder) {
      for (var entry : folder.entries()) {
        checkBelow(to, depth + 1, bytes + 1 + TreePath.utf8Bytes(entry.getKey()), entry.getValue());
      }
    }
  }
}
