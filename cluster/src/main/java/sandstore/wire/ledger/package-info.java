/**
 * What of a node's folder is not durable yet, and what is left of it when the power fails.
 *
 * <p>A process that is killed loses nothing that it has written: the bytes are with the operating
 * system, which writes them back in its own time. A machine that loses power loses what was not
 * forced. To tell the two apart on one machine, a node's disk layer keeps a ledger of what it has
 * changed and not forced, in memory that is mapped on a file and so outlives SIGKILL. After the
 * kill, whoever plays the power failure reads the ledger and takes the folder back to what was
 * durable: {@code powerloss node2}.
 *
 * <p><b>Names.</b> {@link sandstore.wire.ledger.Unforced} holds, for each name that is not as it
 * would be after a power failure, what would stand there: nothing, or a file that is kept for this
 * under {@code kept/} by a hard link. So creating, replacing, renaming and deleting are undone in
 * the same way, in any order. Forcing a folder settles its names.
 *
 * <p><b>Bytes.</b> For each file that was written and not forced: how long its forced part is, and
 * what stood in places of that part that were overwritten since.
 *
 * <p><b>Order.</b> What is about to be changed is noted first, and that it is forced is noted last.
 * So wherever a kill falls, the ledger errs on the side of loss: what is not noted as durable is
 * lost.
 *
 * <p><b>Left out.</b> Cutting a file shorter and renaming a folder count as durable at once, which
 * is one of the things that can happen. Files that the lab writes into a node's folder, and the
 * node's event ring, are the lab's voice and lose nothing. The node's other promises are kept by
 * nobody's grace: see Pillai et al., "All File Systems Are Not Created Equal" (OSDI 2014), on what
 * file systems do and do not order.
 */
@NullMarked
package sandstore.wire.ledger;

import org.jspecify.annotations.NullMarked;
