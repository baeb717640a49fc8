/**
 * Processes: how the lab starts nodes, how it sees their end, and how it makes sure that none
 * outlives it.
 *
 * <p>A node is ended with its lab in four ways, each for when the one before cannot act:
 *
 * <ol>
 *   <li>The lab stops it: SIGTERM, and SIGKILL after a while.
 *   <li>The node's standard input is a pipe that only the lab holds. When the lab dies, by kill -9
 *       even, the system closes the pipe; the node reads the end of its input and ends itself.
 *   <li>A paused node reads nothing. {@link sandstore.lab.process.Watchdog} is a shell that waits
 *       at a pipe of its own, and then kills whatever is recorded, paused or not.
 *   <li>If the watchdog was killed as well, the next lab on the same home reads the file {@code
 *       pids} ({@link sandstore.lab.process.Reaper}).
 * </ol>
 *
 * <p>Process ids are used again by the system, so an id alone is never enough to kill: each record
 * has the time at which the process started, and only if both match it is ours.
 *
 * <p>Signals that the terminal sends to all in the foreground (Ctrl-C, Ctrl-\, Ctrl-Z, hang-up) are
 * for the lab only. A node is started through a shell that ignores them and then becomes the node
 * by {@code exec}: ignored signals stay ignored, and Java leaves them so. What a person pauses is
 * SIGSTOP, which nothing can ignore.
 *
 * <p>Nothing here knows what a node is, beyond its class name and the line by which it says where
 * it listens.
 */
@NullMarked
package sandstore.lab.process;

import org.jspecify.annotations.NullMarked;
