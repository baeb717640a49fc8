/**
 * Two stores, ours and HDFS, doing the same things in turn on the same machine.
 *
 * <p>Other work on a machine comes and goes, so absolute figures of different minutes cannot be
 * compared; ratios of passes that follow each other can. Both sides run with Java's own choice of
 * compilers and are warmed up first until these are done, which takes minutes; the first pass of
 * each task is discarded, and then they alternate: ours, theirs, ours, theirs. What is told is the
 * median of each side and the median of the ratios of the pairs, with the lowest and highest pair,
 * so that a reader sees how noisy it was.
 *
 * <p>The other side is a program of its own ({@code lab-shell/hdfs}) with its own libraries, which
 * this one knows only by lines of text: no class of Hadoop is needed here.
 */
@NullMarked
package sandstore.lab.compare;

import org.jspecify.annotations.NullMarked;
