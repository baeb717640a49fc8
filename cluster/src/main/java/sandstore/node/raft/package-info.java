/**
 * Metadata agreed by a Raft group. This is the only package that knows JRaft; {@link
 * sandstore.node.raft.RaftJournal} is all that the rest of a node sees of it.
 *
 * <p><b>What is JRaft's and what is ours.</b> JRaft decides: elections, replication, commitment,
 * membership. What it decides upon is ours, given to it through its interfaces: where messages go
 * ({@code GrpcRpcFactory}, {@code PeerClient}, {@code PeerService}), what is durable ({@code
 * RaftLogStorage}, {@code RaftMeta}, {@code Snapshots}), and what an entry means ({@code
 * NamespaceMachine}). So all that a peer says or keeps passes through a class of this package, and
 * is reported there, without a line in JRaft's.
 *
 * <p><b>One thing is taken from it:</b> when a follower stands for election. JRaft's timer does not
 * start anew when the leader is heard, as Raft's does; {@code ElectionClock} does, and tells JRaft
 * when its time is over.
 *
 * <p><b>Promises.</b> A peer that acknowledged an entry or gave its vote must never forget it, not
 * by {@code kill -9} and not by a rotten disk. Log, term and vote are checksummed and watch over
 * each other: the log's witness says how long the log must be and which version of term and vote it
 * has seen; entries say how high the term must be; a log without beginning demands its snapshot. A
 * node whose files contradict each other refuses to start, and one whose disk fails ends itself
 * ({@code FailStop}): Raft survives a dead peer, not a forgetful one.
 *
 * <p><b>Three outcomes.</b> What JRaft says about a failed proposal does not tell by its code
 * whether the operation may still happen; {@code Proposal} says why and how it is told.
 *
 * <p><b>Left out.</b> JRaft's pipelined replication and its reaction to closed connections: the
 * latter can block a node for many seconds, and the traces of the former are hard to follow. Leases
 * for reads: they are unsafe when a process is paused. JRaft's own commands for operators: the lab
 * has commands.
 */
@NullMarked
package sandstore.node.raft;

import org.jspecify.annotations.NullMarked;
