package sandstore.node.fault;

import java.util.function.LongSupplier;

/**
 * The node's wall clock, which may be wrong by order. Whatever in a node tells the time of day asks
 * this one; what measures how long something takes uses {@link System#nanoTime}, and no order
 * touches that. Threads may share it.
 */
public final class NodeClock implements LongSupplier {
  private volatile long skewMillis;

  /** Milliseconds since 1970, as this node believes. */
  @Override
  public long getAsLong() {
    return System.currentTimeMillis() + skewMillis;
  }

  void obey(long newSkewMillis) {
    skewMillis = newSkewMillis;
  }
}
