/**
 * To prove it: clients work, things break, and what must hold is watched meanwhile and after.
 *
 * <p>Three kinds of things, one class each, in packages of their own: {@code workload} (what
 * clients do), {@code nemesis} (what breaks), {@code invariant} (what must hold). A person combines
 * them by hand:
 *
 * <pre>
 * workload start registers
 * nemesis start partitions
 * check
 * </pre>
 *
 * <p>and {@code soak} does the same by the hundred, from one seed each. What belongs to one cluster
 * is in its {@link sandstore.lab.prove.Proof}, which goes when the cluster goes.
 *
 * <p>A proof by trying proves little: that the faults that were tried, in the order that threads
 * happened to run in, broke nothing. So a run also has to show that it could have found something:
 * clients were writing before the first fault, every fault had an effect that was seen, writes were
 * acknowledged while something was wrong. And what is published of many runs without a failure is
 * not "passed" but a bound: with 95 % confidence, less than 3 in N fail (the rule of three; Hanley
 * and Lippman-Hand 1983).
 *
 * <p>After Jepsen (workloads, nemeses, histories), and TigerBeetle's VOPR (seeds). Left out: a
 * clock that can be wound back. Processes are real, so a seed brings back the schedule of faults
 * and what clients ask for, and not the interleaving.
 */
@NullMarked
package sandstore.lab.prove;

import org.jspecify.annotations.NullMarked;
