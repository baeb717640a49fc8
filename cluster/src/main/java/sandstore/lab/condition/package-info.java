/**
 * Conditions: what {@code wait} and {@code expect} are given, and what lessons check.
 *
 * <p>A condition is an expression of CEL (the Common Expression Language: typed, without loops or
 * side effects, safe to take from anyone) over the names in {@link sandstore.lab.condition.Names}.
 * It is compiled once, with mistyped names and fields found then, and evaluated on each new view.
 * There are three verdicts: what is not known yet (how many chunks lack a copy, right after a kill)
 * is unknown, an expression that hangs on it is unknown too, and unknown is not true.
 *
 * <p>{@link sandstore.lab.condition.Projection} turns a view into plain values; {@code status
 * --json} shows a part of the same values, so that what a program reads and what a condition sees
 * cannot differ. CEL's classes are loaded with the first condition and not before.
 */
@NullMarked
package sandstore.lab.condition;

import org.jspecify.annotations.NullMarked;
