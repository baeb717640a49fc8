/**
 * The checker: was a history linearizable?
 *
 * <p>A store is linearizable if its answers are those of one copy that does one thing at a time,
 * each at some moment between its call and its answer. Nobody sees those moments. So the checker
 * looks for them: it tries to put the operations in an order that keeps to the clock (what was
 * answered before another was asked comes before it) and in which every answer is what a {@link
 * sandstore.lab.check.Model} would have said. If there is such an order, the history is
 * linearizable; if there is none, it is not, and no excuse is left. To find one is NP-complete
 * (Gibbons and Korach 1997); that it takes milliseconds here is owed to what follows.
 *
 * <ol>
 *   <li>{@code Partition}: keys are judged one by one. Only renames tie keys together.
 *   <li>{@code Pruning}: operations that cannot matter go, and unknown ones are given an end where
 *       what others saw proves one.
 *   <li>{@code Zones}: where every value is written once, what belongs together is known, and
 *       nothing need be searched for.
 *   <li>Else {@code Observed}, {@code Foresight}: what is read later tells which values must last,
 *       and which nobody ever sees. An order that cannot lead there is not followed at all.
 *   <li>{@code Race}: two engines start at once. {@code Frontier} goes through the history from
 *       left to right with all that is possible at each moment; {@code Wgl} follows one order as
 *       far as it leads, and goes back. The first that knows wins.
 * </ol>
 *
 * <p>There are three verdicts. When memory runs out first, it is <i>unknown</i>, and that is never
 * shown as a pass.
 *
 * <p>If there is no order, the operation at whose return the last possibility is gone is the
 * culprit. {@code Shrinking} then looks for a few operations that contradict each other by
 * themselves, {@code Possible} for what the culprit could have been told instead, {@code Reason}
 * for words; and {@link sandstore.lab.check.TextPicture} draws it. Both engines name the same
 * culprit: each has seen all that can be before it.
 *
 * <p>All of it is pure: a history goes in, a judgement comes out. Left out: transactions over
 * several keys, and weaker promises (sequential, causal), which other checkers judge.
 */
@NullMarked
package sandstore.lab.check;

import org.jspecify.annotations.NullMarked;
