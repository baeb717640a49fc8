package sandstore.client;

/**
 * Whether a client compares the bytes that it reads with the checksums that the store has of them.
 * Threads may share it.
 */
final class Scrutiny {
  private volatile boolean on = true;

  void set(boolean compares) {
    on = compares;
  }

  boolean on() {
    return on;
  }
}
