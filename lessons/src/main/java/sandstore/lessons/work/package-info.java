/**
 * What someone did in a lesson, kept so that another can judge it again.
 *
 * <p>A referee says the same of the same events, so what it was told is all that has to be kept: a
 * recording of each screen ({@link sandstore.lab.record}), and between the events what the learner
 * came to and answered. {@link sandstore.lessons.work.Scribe} is told of it, {@code Logbook} writes
 * it down beside the learner's progress, and a {@link sandstore.lessons.work.Pass} is that, read
 * again: from the home when it is packed, from somebody's zip when it is judged.
 *
 * <p>The first pass through a screen counts, since only then a prediction was one; another takes
 * its place only if it came further. All of it is plain files in the learner's own hands: it shows
 * honest work without effort, and proves nothing against someone who puts effort into it.
 */
@NullMarked
package sandstore.lessons.work;

import org.jspecify.annotations.NullMarked;
