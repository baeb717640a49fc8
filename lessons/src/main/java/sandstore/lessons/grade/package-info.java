/**
 * Work that is handed in, and judged again.
 *
 * <p>A {@link sandstore.lessons.grade.Submission} is a zip of passes, as {@link
 * sandstore.lessons.work} keeps them. Here a referee is told the same events once more ({@code
 * Regrading}) and says what was done and which predictions came true; what the learner's lab said
 * at the time counts for nothing. A zip comes from anybody: it is read as a stranger's file,
 * nothing of it is unpacked, and what cannot be read is told and not judged.
 *
 * <p>The lessons, with their conditions, are the teacher's own, never those of the zip. They must
 * be of the same edition: other questions have other answers.
 */
@NullMarked
package sandstore.lessons.grade;

import org.jspecify.annotations.NullMarked;
