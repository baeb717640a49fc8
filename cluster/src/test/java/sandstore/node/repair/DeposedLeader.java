package sandstore.node.repair;

import java.nio.file.Path;
import sandstore.node.disk.CrashDisk;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** Rule 17: a leader that was deposed gives orders, and nobody obeys. */
public final class DeposedLeader {
  private DeposedLeader() {}

  public static void isNotObeyed() {
    CrashDisk disk = new CrashDisk();
    disk.makeFolders(Path.of("/node"));
    Fence fence = new Fence(disk, Path.of("/node/fence"));
    fence.pass(new Fence.Point(4, 10));
    boolean deleted = false;
    try {
      deleted = fence.pass(new Fence.Point(3, 71), () -> true);
    } catch (DefiniteFailure e) {
      if (e.code() != Failure.Code.STALE_FENCE) {
        throw e;
      }
    }
    if (deleted) {
      throw new AssertionError("a leader of term 3 had a copy deleted after one of term 4 led");
    }
  }
}
