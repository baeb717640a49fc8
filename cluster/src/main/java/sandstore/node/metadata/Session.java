package sandstore.node.metadata;

import org.pcollections.TreePMap;
import sandstore.proto.OperationResult;

/**
 * One client's memory in the namespace: which of its operations were applied, and what was answered
 * to those whose answer it may not have.
 *
 * @param id the log index of the entry that opened it
 * @param client whom to show
 * @param timeoutMillis may expire after being idle for longer than this
 * @param activeMillis the time of its last operation
 * @param acknowledgedBelow the client has the answers to all sequences below this one
 * @param answers by sequence, all {@code >= acknowledgedBelow}
 */
record Session(
    long id,
    String client,
    long timeoutMillis,
    long activeMillis,
    long acknowledgedBelow,
    TreePMap<Long, OperationResult> answers) {
  /** Answers that one session may leave unacknowledged. */
  static final int MAX_WINDOW = 1024;

  boolean isExpiredAt(long nowMillis) {
    return nowMillis - activeMillis > timeoutMillis;
  }

  /** Of the session's own record and of all its answers. */
  long hash() {
    long sum = StateHash.session(this);
    for (var answer : answers.entrySet()) {
      sum += StateHash.answer(id, answer.getKey(), answer.getValue());
    }
    return sum;
  }
}
