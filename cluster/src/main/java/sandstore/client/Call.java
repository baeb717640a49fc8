package sandstore.client;

import java.time.Duration;
import java.util.Optional;
import sandstore.wire.NodeId;

/**
 * How an operation is to be carried out.
 *
 * @param at only this node is asked for metadata, once, and no redirect followed: what it says is
 *     the outcome
 * @param timeout of the whole operation, retries and transfer included
 * @param stale reads: whatever the node has applied
 * @param hashed gets: the SHA-256 of a large file is verified, too
 */
public record Call(Optional<NodeId> at, Duration timeout, boolean stale, boolean hashed) {
  public static final Call DEFAULT = new Call(Optional.empty(), Duration.ofSeconds(10), false);

  public Call(Optional<NodeId> at, Duration timeout, boolean stale) {
    this(at, timeout, stale, false);
  }

  /** The same, with the SHA-256 of a large file. */
  public Call withHash() {
    return new Call(at, timeout, stale, true);
  }
}
