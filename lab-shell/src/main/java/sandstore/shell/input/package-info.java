/**
 * What helps while a line is being typed: its words, what may come next, and its colours.
 *
 * <p>{@link sandstore.shell.input.Words} splits what stands before the cursor. {@link
 * sandstore.shell.input.Completion} looks up the command's picocli signature, finds which of its
 * parameters the word at the cursor is, and offers what a parameter of that label can be: the label
 * ({@code NODES}, {@code REMOTE}, ..) is the kind. So a new command completes without another line
 * of code. The cluster is asked for names with a short deadline, since a cluster that is being
 * broken on purpose must never hang the keyboard.
 *
 * <p>Any editor of command lines can use these: they know JLine's interfaces and no terminal.
 */
@NullMarked
package sandstore.shell.input;

import org.jspecify.annotations.NullMarked;
