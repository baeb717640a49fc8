/**
 * Who is in the cluster and how each node thinks the others are.
 *
 * <p>Every node sends every other a heartbeat, three times in an election timeout. A peer is {@code
 * ALIVE} while anything of it arrives, be it a heartbeat, an entry of the log or an answer; {@code
 * SUSPECT} when nothing has for one election timeout; {@code DEAD} after three. The judgement is a
 * pure function of what was heard and when ({@link sandstore.node.membership.FailureDetector});
 * sending and clocks are at the rim ({@link sandstore.node.membership.Membership}).
 *
 * <p>A judgement is an opinion. A one-way cut makes one side dead in the other's eyes while it
 * feels fine; a paused process is dead until it goes on. Nothing that must be right rests on it:
 * Raft has its own timers, and in {@code replicated}, where promotion does rest on it, data is
 * lost.
 *
 * <p>A node can be alive and yet be of no use: its disk or a link is slow, while its heartbeats are
 * as quick as ever. So that is judged by what clients waited for it, apart from all this ({@link
 * sandstore.node.membership.LatencyJudge}), and who is slow gets no new chunks.
 */
@NullMarked
package sandstore.node.membership;

import org.jspecify.annotations.NullMarked;
