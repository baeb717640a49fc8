/**
 * Small calls of one process to one peer, on one stream.
 *
 * <p><b>Why.</b> A gRPC call is a stream of HTTP/2: headers are packed, sent and unpacked both
 * ways, the stream is entered and struck out at both ends, and its window is counted. For a chunk
 * that is nothing. For a message of Raft, of which one empty file needs four, it is nearly all the
 * work: by a profile of a follower while one client creates files, nine tenths of its network
 * threads' time. A trunk is one such stream that stays open. Each message on it is a call, or the
 * answer to one: a number, a method, the bytes.
 *
 * <p><b>What stays.</b> {@link sandstore.wire.trunk.TrunkChannel} is a gRPC channel, and {@link
 * sandstore.wire.trunk.TrunkServer} calls the same handlers through the same interceptors as the
 * server does. So link rules, deadlines, cancellation, failures and everything that watches calls
 * work alike on both, and nobody above knows on which a call went.
 *
 * <p><b>Who travels otherwise.</b> A call with more than one message either way; one that is large
 * ({@link sandstore.wire.trunk.TrunkChannel#MAX_BYTES}), since whatever is behind it would wait;
 * one that the lab may hold; one that finds the trunk full, since what a peer that has stopped does
 * not take would gather here, whereas a call that is given up is dropped; and every call while no
 * trunk is open. The first calls to a peer go like that, and what they learn of it (nobody is
 * there, the token is wrong) is gRPC's own word. A trunk is opened beside them, by whoever finds
 * the connection in order, and is used from the peer's first word on. A peer that takes none is
 * never asked again.
 *
 * <p><b>When it breaks</b>, with the connection or the peer, the calls on it fail as theirs would
 * have: {@code UNAVAILABLE}, and nobody knows whether they were served.
 */
@NullMarked
package sandstore.wire.trunk;

import org.jspecify.annotations.NullMarked;
