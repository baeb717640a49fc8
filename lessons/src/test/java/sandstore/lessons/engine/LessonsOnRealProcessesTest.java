package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.LabSettings;
import sandstore.lessons.script.Lesson;

/**
 * Each lesson's solutions lead to its goals, and each wrong path does not, on clusters of real
 * processes. {@code lesson test --all --times 20} is the same, more often.
 */
class LessonsOnRealProcessesTest {
  private static final List<String> NODE_FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx128m",
          "-Xss512k",
          "-XX:MaxDirectMemorySize=64m",
          "-Dcom.google.protobuf.use_unsafe_pre22_gencode=true");

  @TempDir static Path scratch;

  @TestFactory
  Stream<DynamicTest> goesAsItSays() {
    return Shelf.lessons().stream()
        .map(lesson -> DynamicTest.dynamicTest(lesson.id(), () -> play(lesson)));
  }

  private static void play(Lesson lesson) throws InterruptedException, IOException {
    LabSettings settings =
        new LabSettings(
            scratch,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            NODE_FLAGS,
            scratch);
    List<Trial.Result> results = new ArrayList<>();

    new Trial(settings).play(lesson, results::add);

    assertThat(results).allMatch(Trial.Result::passed);
    assertThat(results).hasSize(1 + (int) lesson.ways().stream().filter(w -> !w.right()).count());
  }
}
