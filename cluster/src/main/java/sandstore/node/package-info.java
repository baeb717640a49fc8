/**
 * One node of the store: a process with a folder, a journal of metadata operations, chunks, and one
 * gRPC server on loopback.
 *
 * <p>{@link sandstore.node.NodeMain} is the process: it reads the settings that the lab wrote,
 * starts a {@link sandstore.node.Node}, prints one line ({@code LISTENING port incarnation}), and
 * ends when the lab's pipe closes. {@link sandstore.node.Node} puts the parts together in the order
 * in which they depend on each other; reading it is the shortest way to see what a node is.
 *
 * <p>A node whose kept state is damaged does not take part. It stays up as <em>quarantined</em>: it
 * tells of itself (ObserveService) and refuses everything else definitely.
 */
@NullMarked
package sandstore.node;

import org.jspecify.annotations.NullMarked;
