/**
 * What differs between {@code basic}, {@code replicated} and {@code raft}: one recipe each, which
 * says how metadata operations are put in order and kept. Everything else of a node is the same.
 *
 * <p>A new topology is one more class here.
 */
@NullMarked
package sandstore.node.topology;

import org.jspecify.annotations.NullMarked;
