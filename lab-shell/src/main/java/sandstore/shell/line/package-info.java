/**
 * The prompt: what a person sees who types {@code lab} at a terminal.
 *
 * <p>Three parties write to one terminal: the editor of the line being typed, the command that
 * runs, and news of the cluster. {@link sandstore.shell.line.Screen} is the only one that does
 * write, under the line editor's own lock, so that none spoils another's picture. What is written
 * is decided by pure functions of a {@link sandstore.lab.view.ClusterView}: {@code PromptText},
 * {@code StatusText}, {@code ProgressBar}.
 *
 * <p>A command runs on its own thread; the thread that reads the keyboard waits for it, and turns
 * Ctrl-C into an interrupt. Ticks five times a second bring prompt and status line up to date.
 *
 * <p>With {@code --plain}, and on a terminal that cannot move its cursor, there is no status line,
 * no bar and no redrawing: the same commands answer in sentences ({@link
 * sandstore.shell.reply.PlainFace}).
 */
@NullMarked
package sandstore.shell.line;

import org.jspecify.annotations.NullMarked;
