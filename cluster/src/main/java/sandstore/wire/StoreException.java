package sandstore.wire;

import org.jspecify.annotations.Nullable;
import sandstore.proto.Failure;

/**
 * An operation did not succeed. Which of the two kinds it is decides what a caller may do: after a
 * {@link DefiniteFailure} nothing happened; after an {@link UnknownOutcome} only a retry with the
 * same id, or a read, can tell.
 */
public abstract sealed class StoreException extends RuntimeException
    permits DefiniteFailure, UnknownOutcome {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  StoreException(Failure failure, @Nullable Throwable cause) {
    super(failure.getMessage(), cause);
    this.failure = failure;
  }

  /** As it crosses the wire. */
  public Failure failure() {
    return failure;
  }

  public Failure.Code code() {
    return failure.getCode();
  }

  /** The exception for a failure as it crossed the wire. */
  public static StoreException of(Failure failure) {
    return failure.getDefinite() ? new DefiniteFailure(failure) : new UnknownOutcome(failure);
  }
}
