/**
 * The lab's orders in force on this node: link rules and addresses, received whole and versioned.
 * The newest set wins; transport and channels follow it at once.
 */
@NullMarked
package sandstore.node.fault;

import org.jspecify.annotations.NullMarked;
