/**
 * Who is in the cluster and how each node thinks the others are.
 *
 * <p>Of every two nodes one sends the other a heartbeat, three times in an election timeout, and
 * the other answers; whoever gets none asks itself. A peer is {@code ALIVE} while anything of it
 * arrives, be it a heartbeat, an entry of the log or an answer; {@code SUSPECT} when nothing has
 * for one election timeout; {@code DEAD} after three. The judgement is a pure function of what was
 * heard and when ({@link sandstore.node.membership.FailureDetector}); sending and clocks are at the
 * rim ({@link sandstore.node.membership.Membership}).
 *
 * <p>A judgement is an opinion. A one-way cut makes one side dead in the other's eyes while it
 * feels fine; a paused process is dead until it goes on. Nothing that must be right rests on it:
 * Raft has its own timers, and in {@code replicated}, where promotion does rest on it, data is
 * lost.
 *
 * <p>A node can be alive and yet be of no use: its disk or a link is slow, while its heartbeats are
 * as quick as ever. So that is judged by what clients waited for it, apart from all this ({@link
 * sandstore.node.membership.LatencyJudge}), and who is slow gets no new chunks.
 *
 * <p><b>Who belongs.</b> There are two questions, and each has one place where it is answered. Who
 * <em>votes</em> is Raft's own configuration, since that decides what counts as agreed. Who
 * <em>belongs</em> (where chunks may go, who is sent heartbeats, in which life a node is) is the
 * table of members in the replicated state ({@link sandstore.node.metadata.MemberTable}), since
 * that has to be the same for all and must survive whoever led. A node that joins is admitted to
 * the table first and to the configuration second; one that leaves loses its vote first. So a voter
 * is always a member, and whatever stops in the middle leaves at most a member without a vote. A
 * node follows the table at run time; what it was told at its start counts only where the table is
 * silent ({@code Roll}). The lab's file of nodes says which processes to start, and decides
 * nothing.
 *
 * <p><b>Who has forgotten.</b> A life of a node is its generation. When its disk is wiped it begins
 * another, as another Raft peer, because the old one's votes and acknowledgements cannot be kept by
 * anybody else. That a folder is <em>older</em> than its promises cannot be seen in it, so the
 * others keep watch: the leader writes into the log what each node has been seen to keep (once in
 * two seconds at most), and who starts again is measured by it, before it takes part by asking all
 * others, and later by each heartbeat. What lies outside: a folder that is put back while everybody
 * who has the record is down, too; and one that lacks only what came after the last record, when
 * the node was not started since and the leader that had its acknowledgement in memory is gone as
 * well.
 */
@NullMarked
package sandstore.node.membership;

import org.jspecify.annotations.NullMarked;
