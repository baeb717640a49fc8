package sandstore.lab.check;

import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;

/**
 * What is checked against, as if one client at a time used it: a state, and what each operation
 * makes of it. States are immutable and have {@code equals}.
 */
public interface Model {
  /** As people call it: {@code register}, {@code mutex} .. */
  String name();

  /**
   * The state after the operation, if it was answered in this state; null if that answer, or the
   * operation, is not possible in it.
   */
  @Nullable Object after(Object state, Operation operation);

  /**
   * The moment until which this state must last, once it has come: it cannot come again, and
   * somebody who was asked only then saw it. {@link Long#MIN_VALUE} if nothing is known.
   */
  default long heldUntil(Object state) {
    return Long.MIN_VALUE;
  }

  /** Whether the operation writes what nobody ever sees. */
  default boolean unread(Operation operation) {
    return false;
  }

  /** A state in words, e.g. {@code 3}. */
  String shown(Object state);

  /**
   * The operation without what a client was told, where another answer would have been possible:
   * for a sentence that says which. Empty if the operation itself is impossible here.
   */
  String answer(Object state, Operation operation);
}
