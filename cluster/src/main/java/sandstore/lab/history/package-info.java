/**
 * Histories: what clients asked of a store, when, and what they were told.
 *
 * <p>A history is all that a checker gets to see. It knows no node and no log; it knows that client
 * 3 asked for the value of {@code x}, and that it was told {@code 7} some time later. Between the
 * two the read took effect, nobody knows when. That is why an {@link
 * sandstore.lab.history.Operation} is an interval and not a point.
 *
 * <p>An operation ends in one of three ways, and the difference decides everything. <i>Ok</i>: it
 * took effect within its interval. <i>Definitely not</i>: leave it out. <i>Unknown</i>: no answer
 * came; it may have taken effect, may do so in an hour, or never. Its interval never ends. (A
 * compare-and-set that found another value is a fourth: it changed nothing, but it did see
 * something.)
 *
 * <p>All moments are on one clock, which only goes forward: the order in which one process saw
 * things happen, or the order of the lines in a file. Clocks of several machines would not do. A
 * client does one thing at a time, in a lane of its own; after an unknown outcome the lane is
 * closed, since the client may still be doing it.
 *
 * <p>Four formats are read ({@link sandstore.lab.history.HistoryFormat}) and two written. A file
 * comes from anywhere: what does not fit is refused with its line, nesting and size are bounded,
 * and nothing in it is run or looked up. Left out: histories of transactions over several keys,
 * which need another kind of checker (see Elle).
 *
 * <p>Herlihy and Wing, "Linearizability: a correctness condition for concurrent objects" (1990).
 */
@NullMarked
package sandstore.lab.history;

import org.jspecify.annotations.NullMarked;
