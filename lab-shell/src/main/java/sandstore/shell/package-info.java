// SPDX-License-Identifier: Apache-2.0

/**
 * The faces of the lab: what a person sees of it and types into.
 *
 * <p>Every face goes through one door, the lab itself, and none imports another. So the prompt, a
 * script and a live view run the same commands and show the same state.
 */
@NullMarked
package sandstore.shell;

import org.jspecify.annotations.NullMarked;
