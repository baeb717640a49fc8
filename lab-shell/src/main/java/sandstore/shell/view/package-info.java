/**
 * The live views: what {@code watch} shows.
 *
 * <p>A picture is a pure function. {@link sandstore.shell.view.Moment} is the cluster at one point
 * of the event stream: the folded view, the events that led there, and what time it is. {@code Ui}
 * is what the person has chosen: which view, which entry, live or frozen. A {@code View} draws both
 * on a {@code Canvas}, cells of our own, of which a {@code Theme} says how they look. So a golden
 * test, {@code watch --once}, a recording, a PNG and the terminal all show the same, and going back
 * in time is no feature of any view: it is another moment.
 *
 * <p>The rim is one loop ({@code Watch}): wait for a key or the next frame, update, draw. Model,
 * update, view, as in Elm; the one thing that arrives from other threads is the answer of a command
 * that runs, and it comes through a queue. JLine owns the terminal and reads its keys; Lanterna's
 * {@code TerminalScreen} draws through a terminal of ours that is backed by JLine's, and writes
 * only the cells that changed. The command line inside a view is a second JLine reader on a
 * terminal that exists only in memory, whose cells are copied into ours.
 *
 * <p>What is drawn was observed. A call between nodes that has ended is a trail for 300 ms; one
 * that the lab delays is drawn as far along as its delay has run; one whose fate is not known stays
 * at its sender; one that waits for the lab's word is named where it waits. State is told by glyph
 * and text, and colour only repeats it, so that monochrome, ASCII and any colour vision lose
 * nothing.
 *
 * <p>Beside a view stands the lesson that is being taken, if one is ({@code LessonPane}); where
 * there is no room for both, one of them.
 *
 * <p>A view is one class here, found by {@code ServiceLoader}. Left out: Lanterna's widgets (they
 * cost four times as much and we need none), the mouse, asking the terminal for its colours.
 */
@NullMarked
package sandstore.shell.view;

import org.jspecify.annotations.NullMarked;
