/**
 * Playing a lesson, and judging what happened.
 *
 * <p><b>The referee</b> decides and does nothing: it is told of each event and the view after it,
 * and says which check came true, which must-not came true, and which prediction can be graded now.
 * It looks at what is and what happened, never at what was typed, so that any way to the goal
 * counts. Nothing is evaluated over the past: a check holds as much state as it has {@code seen},
 * and that grows with each event.
 *
 * <p><b>The play</b> is a lesson with a person in it. {@code Place} is where the person is, {@code
 * Performance} what the lesson does by itself: it shows one part after another, up to one that
 * wants an answer or a deed, and types the lesson's lines through the lab's one door, at a {@code
 * Desk} from which no other local file can be reached. {@code Judging} hears the referee. {@code
 * Play} is what the person may type, and goes along as the lab's {@link sandstore.lab.Companion},
 * so that the prompt says where one is, and a fault that is typed before a prediction is asked to
 * wait. What it says is laid out twice: as lines above the prompt ({@code Telling}), and as a
 * {@link sandstore.lab.Sheet} beside a live view, here or in another terminal ({@code
 * SheetWriter}).
 *
 * <p><b>The rehearsal</b> is a lesson without one: it types the solutions that the file holds. It
 * brings a cluster to where a screen begins, for someone who resumes there or begins the screen
 * anew, and it is what {@code lesson test} runs: each task with its solution, and each wrong path,
 * on clusters of real processes. A person is never hurried; only there {@code within} means
 * something.
 */
@NullMarked
package sandstore.lessons.engine;

import org.jspecify.annotations.NullMarked;
