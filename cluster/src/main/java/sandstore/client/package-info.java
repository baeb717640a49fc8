/**
 * The client library: finds the leader, streams chunks with bounded memory, retries exactly once,
 * and tells definite from unknown. It knows neither the lab nor Raft, so that other programs can
 * embed it.
 *
 * <p><b>How a call finds its node.</b> Nobody is asked who leads. The request goes to the node that
 * served last, else to the nodes in turn, and the answers teach ({@link
 * sandstore.client.LeaderFinder}, {@link sandstore.client.RetryLoop}). What is concluded from the
 * answers is pure and has a trace as its test ({@link sandstore.client.Trail}).
 *
 * <p><b>How an operation happens once.</b> It gets a session and a sequence number before it is
 * first sent, and keeps them over all attempts ({@link sandstore.client.Sessions}, {@link
 * sandstore.client.Proposals}). A request that never had a connection is known not to have been
 * sent ({@link sandstore.client.SendWatch}); every other silence is unknown.
 *
 * <p><b>What it asks of a cluster in trouble.</b> Pauses that double, with jitter, and one budget
 * of retries for all operations of a client ({@link sandstore.client.RetryBudget}).
 *
 * <p><b>Blocking and not.</b> {@link sandstore.client.StoreClient} blocks; {@link
 * sandstore.client.AsyncStore} gives futures that can be cancelled. A page of examples that a test
 * runs against real nodes: {@code sandstore.shown.ClientExamples}.
 *
 * <p><b>How a file travels.</b> Cut into chunks, a few at a time, each along a chain of nodes, with
 * the metadata last: {@link sandstore.client.Puts}, {@link sandstore.client.Upload}, {@link
 * sandstore.client.ChunkUpload}. Back: {@link sandstore.client.Gets}, {@link
 * sandstore.client.Replicas}, {@link sandstore.client.ChunkDownload}. Both run through a {@link
 * sandstore.client.Pipeline}, which owns the buffers and so bounds the memory.
 *
 * <p><b>Left out.</b> No cache: what was true when it was read may not be now. No reading from the
 * nearest replica: on one machine all are equally near. Closing a client closes no session: one
 * that is left behind expires.
 */
@NullMarked
package sandstore.client;

import org.jspecify.annotations.NullMarked;
