package sandstore.node.metadata;

import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.Failure;
import sandstore.proto.MakeFolder;
import sandstore.proto.OperationResult;
import sandstore.wire.DefiniteFailure;

/** Makes a folder, and its missing parents if asked. */
final class ApplyMakeFolder {
  private ApplyMakeFolder() {}

  static OperationResult apply(Draft draft, MakeFolder request) {
    TreePath path = TreePath.parse(request.getPath());
    if (request.getParents()) {
      for (int depth = 1; depth <= path.depth(); depth++) {
        makeIfMissing(draft, path.prefix(depth));
      }
    } else {
      if (draft.tree.find(path) != null) {
        throw new DefiniteFailure(Failure.Code.ALREADY_EXISTS, "already exists: " + path);
      }
      make(draft, path);
    }
    return OperationResult.newBuilder()
        .setFile(draft.tree.require(path).info(path.toString()))
        .build();
  }

  private static void makeIfMissing(Draft draft, TreePath path) {
    Inode there = draft.tree.find(path);
    if (there == null) {
      make(draft, path);
    } else if (!(there instanceof Folder)) {
      throw Tree.notAFolder(path);
    }
  }

  private static void make(Draft draft, TreePath path) {
    draft.tree.requireFolder(path.parent());
    draft.put(path, Folder.empty(draft.newInode(), draft.nowMillis));
  }
}
