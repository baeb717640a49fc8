package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sandstore.TestNodes;
import sandstore.lessons.script.Lesson;

/**
 * Each lesson's solutions lead to its goals, and each wrong path does not, on clusters of real
 * processes. {@code lesson test --all --times 20} is the same, more often.
 */
@Execution(ExecutionMode.CONCURRENT) // most of the time of a wrong path it waits
class LessonsOnRealProcessesTest {
  private static final int NODES_AT_ONCE = 12;

  @TempDir static Path scratch;

  @TestFactory
  Stream<DynamicContainer> goesAsItSays() {
    Trial trial = new Trial(TestNodes.settings(scratch), NODES_AT_ONCE);
    return Shelf.lessons().stream()
        .map(lesson -> DynamicContainer.dynamicContainer(lesson.id(), played(trial, lesson)));
  }

  private static Stream<DynamicTest> played(Trial trial, Lesson lesson) {
    return trial.walks(lesson, true).stream()
        .map(
            walk ->
                DynamicTest.dynamicTest(
                    walk.name(), () -> assertThat(walk.call().problem()).isEmpty()));
  }
}
