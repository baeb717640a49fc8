package sandstore.node.metadata;

import java.io.IOException;

/** What should be a snapshot of the namespace is not, or not any more. */
public final class DamagedSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedSnapshotException(String message) {
    super(message);
  }

  DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
