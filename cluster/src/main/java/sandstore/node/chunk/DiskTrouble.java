package sandstore.node.chunk;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sandstore.node.observe.Reporter;
import sandstore.proto.DiskFailed;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** Tells of a disk's failures, and remembers the one after which it is not written to any more. */
final class DiskTrouble {
  private final Reporter reporter;
  private volatile @Nullable String suspect;

  DiskTrouble(Reporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @throws DefiniteFailure once a force has failed
   */
  void refuseIfSuspect() {
    String why = suspect;
    if (why != null) {
      throw new DefiniteFailure(Failure.Code.DISK_FAILED, why);
    }
  }

  /** What was to be durable may not be, and the system may have forgotten about it. */
  DefiniteFailure forceFailed(Path file, IOException e) {
    String problem = tell(file, "force", e);
    String why = "this node's disk is not believed any more, and takes no chunks: " + problem;
    suspect = why;
    return new DefiniteFailure(Failure.Code.DISK_FAILED, why, e);
  }

  /** Anything but a force. */
  DefiniteFailure failed(Path file, String doing, IOException e) {
    if (isFull(e)) {
      return new DefiniteFailure(Failure.Code.NO_SPACE, "this node's disk is full", e);
    }
    String problem = tell(file, doing, e);
    return new DefiniteFailure(Failure.Code.DISK_FAILED, "this node's disk failed: " + problem, e);
  }

  /** For a failure that changes nobody's answer. */
  String tell(Path file, String doing, IOException e) {
    String problem = doing + ": " + e.getMessage();
    reporter.report(
        Event.newBuilder()
            .setDiskFailed(DiskFailed.newBuilder().setFile(file.toString()).setProblem(problem)));
    return problem;
  }

  /** Java tells ENOSPC and EDQUOT only by their words. */
  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left") || message.contains("quota exceeded");
  }
}
