/**
 * The node's own account of itself: events, numbered, kept in a bounded ring file and streamed to
 * whoever subscribes.
 *
 * <p>Components do not know who listens: they are wrapped in, or handed, a {@link
 * sandstore.node.observe.Reporter}. An event is in the memory-mapped ring before the effect that it
 * tells of leaves the node, so that a killed node still tells its end: the pages belong to the
 * system, not to the process. A subscriber is never waited for: what it was too slow for becomes
 * {@code EventsLost} and a new {@code NodeState}. Under load, RPC and {@code Applied} events are
 * sampled and carry a count; everything else is complete.
 */
@NullMarked
package sandstore.node.observe;

import org.jspecify.annotations.NullMarked;
