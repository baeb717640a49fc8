/**
 * On call: something is wrong, nobody says what, and somebody has to find it.
 *
 * <p>A trouble is drawn by a seed out of the catalogue, with the place where it strikes, and begins
 * behind a {@link sandstore.lab.Secrecy}: no bar, event, recording or answer tells of it, until it
 * was found. All that is left are its effects, as in a system that nobody has broken by command.
 * Clients work meanwhile, in sight, since a fault that nobody meets has no effects.
 *
 * <p>An answer names the trouble and its place, and cites events. First it is looked whether one of
 * those events shows what the answer says, which is so or not whatever the truth is; only then
 * whether the answer is right. So a guess cannot be made out by its proof, and who has only guessed
 * right is sent back to look for what shows it.
 *
 * <p>A trouble is one class, found by {@link java.util.ServiceLoader}: what it does, and what
 * traces it leaves. Its traces are a pure function of an event.
 *
 * <p>Left out: troubles at once that hide each other, and faults that come and go. Both are worth
 * having once one alone is found by everybody.
 */
@NullMarked
package sandstore.lab.incident;

import org.jspecify.annotations.NullMarked;
