// SPDX-License-Identifier: Apache-2.0

/**
 * The faces of the lab: what a person sees of it and types into. {@link sandstore.shell.Main} is
 * where {@code lab} begins.
 *
 * <p>Every face goes through one door, the lab itself, and none imports another. So the prompt, a
 * script and a live view run the same commands and show the same state.
 *
 * <p>This package decides which face a run gets: the prompt ({@link sandstore.shell.line}) if a
 * person sits at a terminal, else a {@link sandstore.shell.Script} whose commands come from {@code
 * -c}, a file, or standard input. Everything that can be wrong before the first command (an
 * unusable home, a wrong option) is one line on standard error and exit status 2, with nothing
 * changed.
 *
 * <p>{@code lab attach} has the same faces before the lab of another process: they know it as a
 * {@link sandstore.lab.Door}.
 *
 * <p>Nothing is ever logged to the terminal: {@link sandstore.wire.log.LogFile} sends it all to a
 * file in the lab's home.
 */
@NullMarked
package sandstore.shell;

import org.jspecify.annotations.NullMarked;
