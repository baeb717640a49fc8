/**
 * What must always hold, checked while clients work and things break, and once more when all is
 * quiet.
 *
 * <p>An {@link sandstore.lab.prove.invariant.Invariant} is one class. It may hear every event, what
 * clients see, and the seconds pass; and it may look at everything once loads and faults have
 * ended. What it finds broken becomes an event of the one stream ({@code InvariantJudged}), so that
 * the prompt, the views and recordings show it, in red, with the event's number.
 *
 * <table>
 * <caption>The nine</caption>
 * <tr><td>I1</td><td>the history of each path is linearizable</td></tr>
 * <tr><td>I2</td><td>no acknowledged write is lost</td></tr>
 * <tr><td>I3</td><td>no byte is read that nobody wrote</td></tr>
 * <tr><td>I4</td><td>a request takes effect at most once</td></tr>
 * <tr><td>I5</td><td>nodes that have applied as much have the same state</td></tr>
 * <tr><td>I6</td><td>every chunk has its copies a minute after all was healed</td></tr>
 * <tr><td>I7</td><td>nothing that is needed is deleted, nothing that is not stays</td></tr>
 * <tr><td>I8</td><td>it can be written 10 s after all was healed, 5 s after a leader died</td></tr>
 * <tr><td>I9</td><td>one leader a term; terms and commits do not fall</td></tr>
 * </table>
 *
 * <p>{@code replicated} promises the first four and does not keep them, which is its lesson; the
 * others are not asked of it. Left out: a live check of I1 over more than some thousand operations;
 * beyond that it waits for the end.
 */
@NullMarked
package sandstore.lab.prove.invariant;

import org.jspecify.annotations.NullMarked;
