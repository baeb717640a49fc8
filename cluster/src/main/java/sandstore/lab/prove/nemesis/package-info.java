/**
 * Nemeses: whoever breaks things while clients work.
 *
 * <p>A {@link sandstore.lab.prove.nemesis.Nemesis} is one class. It draws faults: which lines of
 * the lab's own command language begin it, which end it, for how long, and by what event one would
 * see that it had an effect. There is nothing that a nemesis does and a person could not type.
 *
 * <p>{@code Planner} makes a {@link sandstore.lab.prove.nemesis.Schedule} of faults from a seed,
 * before any of it happens; the same seed makes the same schedule. What can only be known then is a
 * word in braces: {@code {leader}} is whoever leads when the fault begins, and the same node when
 * it ends. A schedule is saved as JSON and played again; what cannot be had again is the order in
 * which threads and processes run.
 *
 * <p>{@code Player} plays it. A fault lasts as long as the schedule says, and if nobody has seen an
 * effect of it by then, some seconds more: a disk that is full is not noticed while a partition
 * keeps its node from writing. One of which nobody saw an effect even so is told, and counts as a
 * failure of the run: a test that breaks nothing proves nothing.
 *
 * <p>Faults of links and faults of nodes may overlap, two of links may not, since the end of one
 * would be the end of both.
 */
@NullMarked
package sandstore.lab.prove.nemesis;

import org.jspecify.annotations.NullMarked;
