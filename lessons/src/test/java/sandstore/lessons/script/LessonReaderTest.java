package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a file, and what is said of one that is none. */
class LessonReaderTest {
  private static final String WHOLE =
      """
      ---
      format: 1
      id: small
      title: A small one
      topology: raft
      nodes: 5
      pace: slow
      prerequisites: [first-hour]
      concepts: [term, vote]
      sources: [Raft extended 5.2]
      ---
      # A small one

      ## First

      Some *prose*.

      ```lab
      # a comment
      elect node1
      ! mkdir /a --at node2
      ```

      ```text
      shown as it stands
      ```

      ```observe view=overview
      Look here.
      ```

      ```predict id=who
      Who?
      a) One
         of them
      b) Two
      when: leader != ''
        && term > 1
      right a: term == 2
      right b: term == 3
      because: Since it
        is so.
      ```

      ```try id=do within=5s
      Do it.
      check done: term > 1
      hold still: leader == 'node1'
      never two: leaders.size() == 2
      ```

      ```hint for=do
      1. Think.
      2. elect node1
      ```

      ## Second

      ```expect id=later
      check comes: term > 2
      ```

      <details><summary>For authors</summary>

      not to be read

      ```solution for=do
      elect node1
      ```

      ```wrong for=do fails=done
      kill node1
      ```
      </details>
      """;

  @Test
  void readsEachKindOfBlock() throws BadLesson {
    Lesson lesson = LessonReader.read("small.md", WHOLE);

    assertThat(lesson.setup().up()).contains("up raft --nodes 5 --pace slow");
    assertThat(lesson.prerequisites()).containsExactly("first-hour");
    assertThat(lesson.concepts()).containsExactly("term", "vote");
    assertThat(lesson.screens())
        .extracting(Lesson.Screen::title)
        .containsExactly("First", "Second");
    assertThat(lesson.screens().get(0).parts())
        .extracting(p -> p.getClass().getSimpleName() + ":" + p.line())
        .containsExactly("Prose:16", "Typing:18", "Prose:24", "Look:28", "Question:32", "Task:45");
    assertThat(lesson.screens().get(1).parts()).hasSize(1);
    Part.Typing typing = (Part.Typing) lesson.screens().get(0).parts().get(1);
    assertThat(typing.lines())
        .containsExactly(
            new Typed("elect node1", false, 20), new Typed("mkdir /a --at node2", true, 21));
    assertThat(lesson.hintsFor("do").orElseThrow().steps())
        .containsExactly("Think.", "elect node1");
    assertThat(lesson.solutionOf("do").orElseThrow().lines()).hasSize(1);
    assertThat(lesson.ways()).extracting(Lesson.Way::fails).contains(List.of("done"));
  }

  @Test
  void readsAPredictionsClauses() throws BadLesson {
    Part.Question question =
        LessonReader.read("small.md", WHOLE).questions().findFirst().orElseThrow();

    assertThat(question.text()).isEqualTo("Who?");
    assertThat(question.choices()).containsEntry("a", "One of them").containsEntry("b", "Two");
    assertThat(question.when().orElseThrow().condition()).isEqualTo("leader != ''\n  && term > 1");
    assertThat(question.because()).isEqualTo("Since it is so.");
    Clause a = question.right().get("a");
    assertThat(a.line() + ":" + a.column()).isEqualTo("39:10");
  }

  @Test
  void readsATasksClauses() throws BadLesson {
    Part.Task task = LessonReader.read("small.md", WHOLE).tasks().findFirst().orElseThrow();

    assertThat(task.within()).hasSeconds(5);
    assertThat(task.byLearner()).isTrue();
    assertThat(task.checks())
        .extracting(c -> c.kind() + " " + c.name() + " " + c.condition())
        .containsExactly(
            "check done term > 1", "hold still leader == 'node1'", "never two leaders.size() == 2");
  }

  /** One thing changed in the file above, and what is then said, with its place. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: 1 | format: 2 | 2:9: this lesson is of a newer format",
        "format: 1 | formt: 1 | 2:1: there is no key formt",
        "id: small | id: Small One | 3:5: id is missing, or not of small letters",
        "topology: raft | topology: ring | 5:11: topology is basic",
        "nodes: 5 | nodes: 99 | 6:8: nodes is a number from 1 to 15",
        "pace: slow | pace: slow slow | 7:7: pace is fast, real, slow or manual",
        "[term, vote] | [term, vote | 9:11: a list stands in brackets",
        "title: A small one | title A small one | 4:1: this is not key: value",
        "```lab | ```lab fast | 18:1: lab takes nothing, not fast",
        "view=overview | look=overview | 28:1: observe takes view=..",
        "check done: term | check done term | 71:1: do has no check done",
        "check done: | check Done!: | 47:1: a clause is written",
        "within=5s | within=soon | 45:1: within is a duration",
        "within=5s | within=5000s | 45:1: within is at most 2m",
        "hint for=do | hint for=doo | 52:1: there is no try or expect with id=doo",
        "fails=done | fails=gone | 71:1: do has no check gone",
        "right b: | right c: | 32:1: predict needs choices",
        "when: leader | whenn: leader | 32:1: predict needs one `when",
        "because: Since | becauses: Since | 32:1: predict needs `because",
        "expect id=later | expect id=do | 59:1: the id do is used twice",
        "expect id=later | expect | 59:1: expect needs id=NAME",
        "check done: term | type nothing: kill node1 | 47:1: there is no check nothing",
        "observe view=overview | exhibit file=../x.edn | 28:1: an exhibit's file is a name",
        "nodes: 5 | placement: nowhere | 6:12: placement is spread, random or copyset",
        "nodes: 5 | replicas: many | 6:11: replicas is a number from 1 to 15",
      })
  void saysWhatIsWrongAndWhere(String from, String to, String said) {
    String text = WHOLE.replaceFirst(java.util.regex.Pattern.quote(from.strip()), to.strip());

    BadLesson bad = catchThrowableOfType(BadLesson.class, () -> LessonReader.read("x.md", text));

    assertThat(bad.mistakes())
        .extracting(Mistake::toString)
        .anyMatch(m -> m.startsWith("x.md:" + said));
  }

  @Test
  void aFileFromAnyoneIsBoundedAndHarmless() {
    assertThat(
            Stream.of(
                    "",
                    "no front matter",
                    "---\n" + "a: b\n".repeat(100) + "---\n",
                    "---\nformat: &a [*a, *a]\n---\n",
                    "x".repeat(300_000),
                    WHOLE.replace("Some", "S\u001b[31mome"),
                    WHOLE.replace("Some", "S\u202eome"),
                    WHOLE.replace("Some", ">".repeat(400)),
                    WHOLE.replace("Some *prose*.", "y".repeat(501)),
                    WHOLE.replace("Some *prose*.", "## S\n\n".repeat(50)),
                    WHOLE.replace("Some *prose*.", "- ```lab\n  kill all\n  ```"))
                .map(LessonReaderTest::mistakes))
        .allSatisfy(n -> assertThat(n).isLessThan(200))
        .filteredOn(n -> n == 0)
        .as("only the deep quotation is a lesson")
        .hasSize(1);
  }

  private static int mistakes(String text) {
    try {
      LessonReader.read("x.md", text);
      return 0;
    } catch (BadLesson e) {
      return e.mistakes().size();
    }
  }
}
