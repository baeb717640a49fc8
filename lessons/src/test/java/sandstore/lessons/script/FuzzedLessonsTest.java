package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lesson from anybody is read, or its mistakes are told. */
final class FuzzedLessonsTest {
  private static final int LESSONS = 1500;
  private static final List<String> PIECES =
      List.of(
          "---\n",
          "```",
          "\n",
          "&a [*a, *a]",
          "{{",
          "!!java.net.URL x",
          "\u001b[31m",
          "\u0000",
          "> ".repeat(500),
          "- ".repeat(500),
          "[".repeat(2000),
          "check x: ",
          "right a: ",
          "%s",
          "\t");

  @Test
  void aLessonIsReadOrItsMistakesAreTold() throws Exception {
    List<String> lessons = lessons();
    int bad = 0;
    for (int seed = 0; seed < LESSONS; seed++) {
      String text = damaged(lessons.get(seed % lessons.size()), new Random(seed));
      try {
        LessonReader.read("x.md", text);
      } catch (BadLesson e) {
        assertThat(e.mistakes()).as("seed %d", seed).isNotEmpty().hasSizeLessThan(1000);
        bad++;
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    System.out.printf("fuzz: lessons %d inputs, %d refused, 0 crashes%n", LESSONS, bad);
    assertThat(bad).isBetween(LESSONS / 4, LESSONS);
  }

  private static List<String> lessons() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/lessons"))) {
      return files
          .filter(f -> f.toString().endsWith(".md") && !f.endsWith("README.md"))
          .sorted()
          .map(FuzzedLessonsTest::text)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String damaged(String good, Random random) {
    StringBuilder bad = new StringBuilder(good);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bad.length() + 1);
      int end = Math.min(bad.length(), at + random.nextInt(40));
      switch (random.nextInt(4)) {
        case 0 -> bad.delete(at, end);
        case 1 -> bad.insert(at, bad.substring(at, end));
        case 2 -> bad.insert(at, (char) random.nextInt(65_536));
        default -> bad.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return bad.toString();
  }
}
