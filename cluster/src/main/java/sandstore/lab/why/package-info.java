/**
 * Why something is as it is: an answer, and the chain of events that led to it.
 *
 * <p>A question is a pure function of a story: the events in the lab's order, and the view after
 * any of them. So it can be asked of a recording as of a cluster that is up, and of any moment of
 * either. Every step of the chain is an event that can be looked up by its id; nothing is said that
 * no event bears out. If an event had not happened, or had not been seen, the answer is another
 * one: what was not seen is said not to have been seen, and never guessed.
 *
 * <p>A kind of question is one class, found by {@link java.util.ServiceLoader}.
 *
 * <p>Left out: causes that no event names, as that a machine was busy. Where the story ends the
 * answer says so.
 */
@NullMarked
package sandstore.lab.why;

import org.jspecify.annotations.NullMarked;
