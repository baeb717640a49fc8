/**
 * The lab's orders in force on this node: link rules, addresses, and what is wrong with its disk
 * and its clock, received whole and versioned. The newest set wins; transport, channels, disk and
 * clock follow it at once.
 */
@NullMarked
package sandstore.node.fault;

import org.jspecify.annotations.NullMarked;
