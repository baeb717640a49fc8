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
 * <p><b>Holds.</b> Before that, a message may have to wait for the lab's word ({@link
 * sandstore.wire.HoldRules}, {@link sandstore.wire.Holds}): a request in its caller, a reply in its
 * callee, for as long as it takes. The caller's time stands still meanwhile. When the lab lets it
 * go, it passes the link as any message does, under the rules of that moment; when the lab drops
 * it, it has vanished, and the caller's time runs. A message whose rule is taken back is delivered.
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
 * <p><b>Bytes beside calls.</b> The data of chunks does not pass through gRPC, which copies it
 * often, but through a {@link sandstore.wire.Conduit}: a plain connection that serves one call at a
 * time. The call's frames announce the bytes, and announcements obey the links; so do the bytes,
 * since nobody reads what was not announced. A conduit is opened with the lab's token ({@link
 * sandstore.wire.ConduitDoor}). Where there is none, and under TLS, data is in the frames.
 *
 * <p><b>Calls on one stream.</b> Small calls share a stream of HTTP/2 ({@link
 * sandstore.wire.trunk}), beneath everything that is said here: each of them passes the gate, and
 * can be held and cut, as if it had one of its own.
 *
 * <p><b>Who is who.</b> Every call carries the home's {@link sandstore.wire.Token}, and the name
 * for which it is meant. On loopback that is all. Where other machines can reach a node,
 * connections are TLS 1.3 as well, and both ends show certificates ({@link sandstore.wire.Papers},
 * {@link sandstore.wire.Tls}); without them nothing listens there ({@link
 * sandstore.wire.Listening}). JRaft's messages travel on the same connections as everything else.
 *
 * <p><b>Left out.</b> Headers of a call and its cancellation pass a cut link, because HTTP/2 resets
 * streams on its own; no handler runs before a message has passed.
 */
@NullMarked
package sandstore.wire;

import org.jspecify.annotations.NullMarked;
