/**
 * The disk, as narrow as a store needs it: positioned reads and writes, force, rename, list,
 * delete.
 *
 * <p>Every byte that a node keeps goes through {@link sandstore.node.disk.Disk}, and through four
 * layers of it: {@link sandstore.node.disk.CarelessDisk} forces nothing if a learner wants to see
 * what comes of that; {@link sandstore.node.disk.LedgerDisk} keeps account of what is not durable,
 * so that a power failure can be played afterwards; {@link sandstore.node.disk.FaultyDisk} is full,
 * slow or broken by order; {@link sandstore.node.disk.SystemDisk} does the work. The ledger is the
 * outermost, so that a force that failed is one for it too. Nothing else in a node imports {@code
 * FileChannel} or {@code Files}.
 *
 * <p>What a file system promises is less than it seems. {@link sandstore.node.disk.DiskFile#force}
 * makes a file's bytes durable, not its name: a new or renamed name is durable only after {@link
 * sandstore.node.disk.Disk#forceFolder} on the folder that holds it. A force that failed must not
 * be tried again on that file, since the system may have dropped the dirty pages and call the next
 * one a success.
 */
@NullMarked
package sandstore.node.disk;

import org.jspecify.annotations.NullMarked;
