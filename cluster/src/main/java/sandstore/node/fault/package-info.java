/**
 * The lab's orders in force on this node: link rules, which messages are to wait for its word,
 * addresses, what is wrong with its disk and its clock, and what a learner has switched off,
 * received whole and versioned. The newest set wins; transport, channels, disk, clock, journal and
 * chunks follow it at once.
 */
@NullMarked
package sandstore.node.fault;

import org.jspecify.annotations.NullMarked;
