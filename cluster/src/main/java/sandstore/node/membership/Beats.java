package sandstore.node.membership;

import java.time.Duration;

/**
 * How a node sends its heartbeats.
 *
 * @param first how long after its doors have opened the first are sent; silence counts from then on
 * @param mutual whether of two nodes each asks the other, since something rests on what was
 *     answered; else one of them asks, and hears the other in the answer
 */
public record Beats(Duration first, boolean mutual) {
  /** As soon as it can, and one of two asks. */
  public static final Beats PLAIN = new Beats(Duration.ZERO, false);
}
