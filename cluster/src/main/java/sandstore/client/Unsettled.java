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

  synchronized void remove(StoreClient.OpenQuestion settled) {
    open.remove(settled);
  }
}
