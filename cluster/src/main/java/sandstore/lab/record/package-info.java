/**
 * Recordings: the event stream of a cluster in a file, in the order in which the lab received it,
 * and played again without a cluster.
 *
 * <p>A recording begins with a header (what it is, of which version of the format, by which Java)
 * and the picture of the cluster at its first moment; then a frame an event, each with its
 * checksum; then an end that counts them. A file that was cut off, changed or is something else is
 * refused with the reason, and nothing of it is shown: half a truth would be taken for a whole one.
 *
 * <p>Playing folds the same events with the same fold. The file's bytes stay as they are in memory,
 * with an index of where events begin and a view for each thousandth, so that a million events need
 * a few hundred bytes each and any moment is at hand.
 */
@NullMarked
package sandstore.lab.record;

import org.jspecify.annotations.NullMarked;
