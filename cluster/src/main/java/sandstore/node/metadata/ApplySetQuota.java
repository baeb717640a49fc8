package sandstore.node.metadata;

import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.OperationResult;
import sandstore.proto.SetQuota;

/** Limits a folder, or lifts its limits. What it holds already stays, even if that is more. */
final class ApplySetQuota {
  private ApplySetQuota() {}

  static OperationResult apply(Draft draft, SetQuota request) {
    TreePath path = TreePath.parse(request.getPath());
    Folder limited = draft.tree.requireFolder(path).limited(Limits.of(request.getQuota()));
    draft.tree = draft.tree.limited(path, limited);
    return OperationResult.newBuilder().setFile(limited.info(path.toString())).build();
  }
}
