/**
 * The disk, as narrow as a store needs it: positioned reads and writes, force, rename, list,
 * delete.
 *
 * <p>Every byte that a node keeps goes through {@link sandstore.node.disk.Disk}, so that one layer
 * can fail, fill up, lose what was not forced, or count. Nothing else in a node imports {@code
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
