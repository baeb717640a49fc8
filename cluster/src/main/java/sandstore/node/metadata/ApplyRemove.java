package sandstore.node.metadata;

import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.Done;
import sandstore.proto.Failure;
import sandstore.proto.OperationResult;
import sandstore.proto.Remove;
import sandstore.wire.DefiniteFailure;

/** Takes away a file, an empty folder or, if asked, a folder with all below it. */
final class ApplyRemove {
  private ApplyRemove() {}

  static OperationResult apply(Draft draft, Remove request) {
    TreePath path = TreePath.parse(request.getPath());
    if (path.isRoot()) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "the root folder stays");
    }
    if (draft.tree.require(path) instanceof Folder folder
        && !folder.entries().isEmpty()
        && !request.getRecursive()) {
      throw new DefiniteFailure(
          Failure.Code.NOT_EMPTY, "folder " + path + " is not empty (rm -r removes it)");
    }
    long files = draft.remove(path);
    draft.effects.add(new Namespace.Effect.Removed(path.toString(), files, draft.index));
    return OperationResult.newBuilder().setDone(Done.getDefaultInstance()).build();
  }
}
