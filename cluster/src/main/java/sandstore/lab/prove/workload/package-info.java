/**
 * Workloads: clients that use the store, and write down what they asked for and what they were
 * told.
 *
 * <p>A {@link sandstore.lab.prove.workload.Workload} is one class: it says what one client does
 * next. Everything else is the same for all. A {@code Load} runs some clients, each with a thread
 * and connections of its own, so that two of them can believe in two leaders. A client acts through
 * a {@link sandstore.lab.prove.workload.Hand}, which carries out an operation and tells its history
 * ({@link sandstore.lab.history.Tape}) how it ended: it happened, it did not, or nobody knows.
 *
 * <p>What a client can see to be wrong by itself, without any order of operations, it tells at
 * once: bytes that nobody wrote, two answers to one request, a file that was acknowledged and is
 * not in the list. These are {@link sandstore.lab.prove.workload.Observation}s.
 *
 * <p><b>Values are unique</b>, which makes a history easy to judge, and known by their SHA-256,
 * which makes a bad byte a value that nobody wrote. <b>Keys are left</b> after some hundred
 * operations, and soon after an operation on them had an unknown outcome: each unknown write may
 * take effect at any later time, and a checker has to try them all. At most eight clients share a
 * key, for the same reason.
 *
 * <p>A workload works in a folder of its own. Left out: what a person does in that folder by hand
 * is in the history too, but bytes that a person puts there are bytes that no client wrote.
 */
@NullMarked
package sandstore.lab.prove.workload;

import org.jspecify.annotations.NullMarked;
