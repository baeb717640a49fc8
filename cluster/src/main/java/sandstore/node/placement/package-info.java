/**
 * Where replicas go, and which are missing: pure functions of what is known.
 *
 * <p>A plan is advice and no state: it is made from the upload's id and the nodes that are alive,
 * and is the same whoever makes it. What holds in the end is which nodes acknowledged the chunk,
 * and that is written in the namespace. So nothing here is remembered, and a plan that turns out
 * wrong costs a retry.
 */
@NullMarked
package sandstore.node.placement;

import org.jspecify.annotations.NullMarked;
