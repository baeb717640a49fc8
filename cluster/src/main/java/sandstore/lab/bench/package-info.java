/**
 * Load on a cluster, measured: how many operations and bytes a second, how long each took, and what
 * it cost.
 *
 * <p>A number without its circumstances is worth nothing, so a {@link sandstore.lab.bench.Result}
 * carries them: what an answer promised (copies, fsync), how many clients asked, how long it was
 * warmed up. The load is closed: each thread has one operation under way and begins the next when
 * it has its answer, so a slow answer lowers the rate instead of making a queue; the latencies are
 * those of a store that is as busy as these threads make it, not of one that is asked at a fixed
 * pace (Tene, "How NOT to measure latency", calls what is missed by that coordinated omission).
 *
 * <p>Warm-up and measurement are two rounds with nothing in between: all threads end their last
 * operation of the first before any begins the second. What is counted is therefore whole
 * operations over the time from the first one's begin to the last one's end.
 *
 * <p>Processor time is what the operating system says that each node and this process have used. On
 * a machine that others use too it is the steadier of the two figures.
 */
@NullMarked
package sandstore.lab.bench;

import org.jspecify.annotations.NullMarked;
