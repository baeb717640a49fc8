/**
 * What the lab has been told: an immutable {@link sandstore.lab.view.ClusterView}, and the fold
 * that makes it out of events.
 *
 * <p>The view is not the truth. Each node's part is what that node said last, with its own belief
 * about who leads; two nodes can both believe that they lead, and the view shows both. What only
 * the lab can see (a process ended, was stopped, goes on) comes from the lab's own events.
 *
 * <p>The fold is pure: the order in which the lab received events is the canonical one, and folding
 * a recording gives the same pictures again. Anything not yet known after a fault is absent, and
 * conditions treat it as unknown, which is not true.
 */
@NullMarked
package sandstore.lab.view;

import org.jspecify.annotations.NullMarked;
