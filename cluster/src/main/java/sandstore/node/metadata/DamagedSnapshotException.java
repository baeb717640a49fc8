package sandstore.node.metadata;

import java.io.IOException;

/** What should be a snapshot of the namespace is not, or not any more. */
public final class DamagedSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedSnapshotException(String message) {
    super(message);
  }

  public DamagedSnapshotException(String message, Throwable cause) {
    super(message, cause);
  }
}
