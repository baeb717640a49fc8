package sandstore.lab.history;

/**
 * A time in which something was wrong.
 *
 * @param words what, e.g. {@code node1 paused}
 * @param from a moment on the clock of the operations
 * @param to {@link Operation#NEVER} if it was never put right
 */
public record FaultBand(String words, long from, long to) {}
