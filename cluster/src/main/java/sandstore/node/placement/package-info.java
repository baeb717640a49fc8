/**
 * Where replicas go, and which are missing: pure functions of what is known.
 *
 * <p>A plan is advice and no state: it is made from the upload's id, who is a member and who of
 * them is believed alive, and is the same whoever makes it. What holds in the end is which nodes
 * acknowledged the chunk, and that is written in the namespace. So nothing here is remembered, and
 * a plan that turns out wrong costs a retry.
 *
 * <p>How to choose is a {@link sandstore.node.placement.Policy}: {@code spread} over zones is the
 * default, {@code random} is there to be compared with it, {@code copyset} loses data more rarely
 * when several nodes die at once. Whoever copies what was lost asks the same policy, telling it
 * which copies are left.
 */
@NullMarked
package sandstore.node.placement;

import org.jspecify.annotations.NullMarked;
