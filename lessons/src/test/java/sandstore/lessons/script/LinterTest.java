package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lessons.engine.Shelf;

/** The skeleton, with one mistake each; and every lesson that comes with the lab, with none. */
class LinterTest {
  @TempDir Path home;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static String skeleton() throws IOException {
    try (var in = LinterTest.class.getResourceAsStream("/sandstore/lessons/skeleton.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> lint(String text) throws BadLesson {
    return Linter.lint(LessonReader.read("s.md", text), lab::mistakeIn, Set.of("first-hour"))
        .stream()
        .map(Mistake::toString)
        .toList();
  }

  @Test
  void theSkeletonIsAWholeLesson() throws IOException, BadLesson {
    assertThat(lint(skeleton())).isEmpty();
  }

  @Test
  void lessonsThatComeWithTheLabHaveNoMistakes() throws IOException, BadLesson {
    for (Lesson lesson : Shelf.lessons()) {
      assertThat(Linter.lint(lesson, lab::mistakeIn, Shelf.ids())).as(lesson.file()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prerequisites: [first-hour] | prerequisites: [second-hour] | 1:1: there is no lesson second-hour",
        "sources: [where one can read on, with the section] | sources: [] | 1:1: it names no sources",
        "hint for=do-it | hint for=do-it2 | ",
        "elect node1 | elct node1 | 19:1: `elct node1`: there is no command elct; did you mean elect?",
        "kill all | kill | 54:1: `kill`: ",
        "kill all | lesson start elections | 54:1: `lesson start elections`: a lesson does not play itself",
        "kill all | next | 54:1: `next`: a lesson does not play itself",
        "predict id=what-happens | predict id=what-happens about=vote | 23:1: what-happens is about vote",
        "leader != '' && leader != 'node1' | nodes.all(a, nodes.all(b, nodes.all(c, nodes.all(d, a != b)))) | 36:",
        "leader != '' && leader != 'node1' | leadr != '' | 36:22: check: there is no name leadr; did you mean leader?",
        "term > start.term | term > start.trem | 29:43: right: there is no field trem",
        "node('node1').process == 'exited' && | seen('NodeDied', true) && | ",
      })
  void saysWhatIsWrong(String from, String to, String said) throws IOException {
    String text = skeleton().replaceFirst(java.util.regex.Pattern.quote(from.strip()), to.strip());
    List<String> mistakes;
    try {
      mistakes = lint(text);
    } catch (BadLesson e) {
      mistakes = e.mistakes().stream().map(Mistake::toString).toList();
    }

    assertThat(mistakes).as(text).anyMatch(m -> m.startsWith("s.md:" + (said == null ? "" : said)));
  }

  @Test
  void aTaskWantsAHintAndASolution() throws IOException, BadLesson {
    String text = skeleton();
    int hint = text.indexOf("```hint");
    int solution = text.indexOf("```solution");
    String without =
        text.substring(0, hint)
            + text.substring(text.indexOf("Say what was"), solution)
            + text.substring(text.indexOf("```wrong"));

    assertThat(lint(without))
        .containsExactly("s.md:33:1: do-it has no hint", "s.md:33:1: do-it has no solution");
  }
}
