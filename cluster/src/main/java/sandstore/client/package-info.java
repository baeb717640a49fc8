/**
 * The client library: finds the leader, streams chunks with bounded memory, retries exactly once,
 * and tells definite from unknown. It knows neither the lab nor Raft, so that other programs can
 * embed it.
 */
@NullMarked
package sandstore.client;

import org.jspecify.annotations.NullMarked;
