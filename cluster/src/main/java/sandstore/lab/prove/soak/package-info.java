/**
 * Many runs, one from each seed, and what is to be said of them.
 *
 * <p>A {@code Trial} is one run: a cluster of its own, all workloads, a schedule of faults, and
 * then the last look at every invariant. It fails if one is broken, and also if it could not have
 * found anything: if clients wrote too little before the first fault or nothing while something was
 * wrong, or if a fault had no effect that was seen.
 *
 * <p>{@code Soak} makes a trial of each seed and keeps its result as a file in a folder, so that a
 * soak that was interrupted goes on where it was. The report is made of these files alone. Of N
 * trials of which none failed it says that less than 3/N fail, with 95 % confidence.
 */
@NullMarked
package sandstore.lab.prove.soak;

import org.jspecify.annotations.NullMarked;
