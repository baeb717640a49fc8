/**
 * Chunk bytes on this node's disk: write, verify, read, set aside, delete.
 *
 * <p><b>Where.</b> One file a chunk, named by its {@link sandstore.wire.ChunkKey}, all in one
 * folder. The file systems of today keep folders as trees, and in one folder a single force makes
 * the names of many chunks durable. Below it are {@code tmp/} (being written; cleared at every
 * start), {@code trash/} (no longer wanted; deleted after a grace time) and {@code quarantine/}
 * (found damaged; kept for whoever has no better copy).
 *
 * <p><b>What.</b> A file is a header, padded to whole pages, and the bytes. The header has the
 * chunk's id, its length, its CRC-32C, one CRC-32C for each block of 64 KiB, and one over itself
 * ({@link sandstore.node.chunk.ChunkHeader}). It is written last, into space left free for it, so a
 * file that was cut off in the middle has no header; and it has its final name only after
 * everything was forced. The id in the header catches a file under a wrong name.
 *
 * <p><b>Rules.</b> A byte leaves only after its block was checked, unless whoever asks for it has
 * said that it compares itself, and is told the checksums that it has to find: what goes from the
 * disk to the network without passing through this process costs less, and is compared where it
 * arrives in any case. If that one finds damage, it asks once more, and the node looks. A chunk is
 * acknowledged only when its bytes, then its name, were forced. After a force that failed nothing
 * on that disk is believed any more: the chunk is discarded and the store takes no further ones.
 * What is under a final name and has a wrong checksum is damage, is moved to quarantine, and is
 * told; nothing damaged is deleted here.
 *
 * <p><b>Memory.</b> Bytes pass through a few direct buffers of 1 MiB that all calls share, however
 * large and however many the chunks are.
 */
@NullMarked
package sandstore.node.chunk;

import org.jspecify.annotations.NullMarked;
