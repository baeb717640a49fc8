/**
 * What both ends of a connection share: ids, outcomes, the lab's token, and the rules of the links.
 *
 * <p><b>Links.</b> A link is a directed pair of names, {@code node1 -> node2}; the client's name is
 * {@code client}. Every process keeps the rules ({@link sandstore.wire.LinkRules}) in a {@link
 * sandstore.wire.LinkGate} and enforces only what it <em>sends</em>: requests by an interceptor on
 * its channels, replies by one on its server. So a one-way cut {@code A -> B} swallows A's requests
 * to B and also A's replies to B's calls, and nothing else, as a broken cable would. What a cut
 * swallows is silence: the caller waits until its deadline. A call is never told that it was cut.
 *
 * <p><b>Names, not addresses.</b> {@link sandstore.wire.AddressBook} says where a node listens now.
 * It comes from the lab, with the link rules, in one versioned set of orders. Ports are chosen by
 * the system when a node starts, so two clusters never collide.
 *
 * <p><b>Outcomes.</b> An operation succeeds, fails definitely ({@link
 * sandstore.wire.DefiniteFailure}: it did not happen and never will), or has an unknown outcome
 * ({@link sandstore.wire.UnknownOutcome}). The difference crosses the wire in a trailer ({@link
 * sandstore.wire.Failures}).
 *
 * <p><b>Left out.</b> Headers of a call and its cancellation pass a cut link, because HTTP/2 resets
 * streams on its own; no handler runs before a message has passed.
 */
@NullMarked
package sandstore.wire;

import org.jspecify.annotations.NullMarked;
