package sandstore.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import sandstore.proto.Operation;
import sandstore.wire.UnknownOutcome;

/**
 * Operations whose outcome this client does not know, with the ids under which they were sent. The
 * newest {@value #KEPT}. Threads may share it.
 */
final class Unsettled {
  private static final int KEPT = 64;

  private final Deque<StoreClient.OpenQuestion> open = new ArrayDeque<>();

  synchronized void add(Operation stamped, UnknownOutcome why) {
    if (open.size() == KEPT) {
      open.removeFirst();
    }
    open.addLast(
        new StoreClient.OpenQuestion(stamped, why.getMessage() == null ? "" : why.getMessage()));
  }

  synchronized List<StoreClient.OpenQuestion> all() {
    return List.copyOf(open);
  }

  /** What it is about; empty if no path is. */
  static String path(Operation operation) {
    return switch (operation.getKindCase()) {
      case COMMIT_FILE -> operation.getCommitFile().getPath();
      case MAKE_FOLDER -> operation.getMakeFolder().getPath();
      case REMOVE -> operation.getRemove().getPath();
      case RENAME -> operation.getRename().getFrom();
      case SET_QUOTA -> operation.getSetQuota().getPath();
      default -> "";
    };
  }

  synchronized void remove(StoreClient.OpenQuestion settled) {
    open.remove(settled);
  }
}
