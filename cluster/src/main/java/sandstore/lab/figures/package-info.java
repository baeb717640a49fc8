/**
 * The lab measures itself: how fast a cluster starts, what an idle node weighs, how long a dead
 * leader is missed, how fresh the view is, what storing a file costs. One command ({@code figures})
 * runs all of it on clusters of its own, so that anyone can repeat a figure.
 *
 * <p>Figures are medians with their extremes, since one run says little; they compare builds on one
 * machine, not machines.
 */
@NullMarked
package sandstore.lab.figures;

import org.jspecify.annotations.NullMarked;
