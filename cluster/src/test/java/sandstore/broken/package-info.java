/**
 * Broken on purpose: nine mistakes that a store must not make, each made in one part of a real
 * node, and for each what notices it.
 *
 * <p>A proof that cannot fail proves nothing. {@link sandstore.broken.Mutant} is a part of the node
 * with one passage of its source replaced, compiled for the test and put before the node's own
 * classes; the product knows nothing of it. {@link sandstore.broken.Detectors} are looked through
 * twice: with the mutant, where the one that is meant for it must cry out, and without, where all
 * must be silent.
 */
@NullMarked
package sandstore.broken;

import org.jspecify.annotations.NullMarked;
