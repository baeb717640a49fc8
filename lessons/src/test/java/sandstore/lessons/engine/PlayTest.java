package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Reply;
import sandstore.lab.Style;

/** A learner at the prompt, in a lesson that needs no cluster. */
class PlayTest {
  private static final String LESSON =
      """
      ---
      format: 1
      id: sums
      title: Sums
      topology: none
      concepts: [sum]
      sources: [Euclid, book 7]
      ---
      # Sums

      ## One

      First.

      ```ask id=one
      What is one and one?
      a) Two
      b) Three
      right a: true
      right b: false
      because: So it is.
      ```

      Between.

      ## Two

      ```predict id=later
      Will there be a leader?
      a) Yes
      b) No
      when: leader != ''
      right a: true
      right b: false
      because: Someone has to.
      ```

      ```try id=deed
      Do something.
      check led: leader != ''
      ```

      ```hint for=deed
      1. Think.
      2. kill leader
      ```

      Last.

      <details>

      ```solution for=deed
      kill leader
      ```
      </details>
      """;

  @TempDir Path home;
  private Lab lab;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    Files.writeString(home.resolve("sums.md"), LESSON);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /** How it ended, and what was said meanwhile. */
  private String types(String line) {
    said.clear();
    Lab.Ending ending = lab.run(line, this::hear);
    return ending.status() == 0 ? String.join("\n", said) : ending.message();
  }

  private void hear(Reply reply) {
    if (reply instanceof Reply.Result result) {
      result.text().forEach(l -> said.add(Style.strip(l)));
    } else if (reply instanceof Reply.Note note) {
      said.add(Style.strip(note.text()));
    }
  }

  @Test
  void oneGoesOnOnceOneHasAnswered() {
    assertThat(types("next")).isEqualTo("no lesson is being played");
    assertThat(types("lesson start sums.md")).contains("── 1/2 One", "First.", "a  Two");
    assertThat(lab.where()).isEqualTo("sums 1/2 ?");
    assertThat(types("next")).isEqualTo("answer first, or skip");
    assertThat(types("c")).isEqualTo("there is no command c");
    assertThat(types("answer c")).isEqualTo("there is no choice c");
    assertThat(types("b"))
        .contains("You said b. It was a) Two", "So it is.", "Between.", "next: Two");
    assertThat(types("a")).isEqualTo("there is no command a");
    assertThat(lab.where()).isEqualTo("sums 1/2");
    assertThat(types("next")).contains("── 2/2 Two", "Will there be a leader?");
    assertThat(home.resolve("lessons.txt"))
        .content()
        .contains("predicted sums/one b a", "at sums 2");
  }

  @Test
  void aFaultWaitsForTheAnswer() {
    types("lesson start sums.md; a; next");

    assertThat(types("kill node1")).startsWith("answer first, or skip");
    assertThat(types("repeat 2 kill node1")).startsWith("answer first, or skip");
    assertThat(types("lesson")).contains("first-hour");
    assertThat(types("skip")).contains("your turn", "Do something.");
    assertThat(types("kill node1")).isEqualTo("no cluster is up");
  }

  @Test
  void helpComesInStepsAndWhatIsMissingIsSaid() {
    types("lesson start sums.md; a; next; a");

    assertThat(types("next")).isEqualTo("there is something to do first: led");
    assertThat(types("hint")).contains("hint 1 of 2", "Think.");
    assertThat(types("hint")).contains("hint 2 of 2", "kill leader");
    assertThat(types("hint")).contains("hint 2 of 2");
    assertThat(types("lesson check")).isEqualTo("not yet: led");
    assertThat(types("task")).contains("Do something.", "· led");
    assertThat(types("back")).contains("── 1/2 One", "First.");
    assertThat(types("back")).isEqualTo("this is the first screen");
    assertThat(types("next")).contains("Do something.");
    assertThat(types("skip")).contains("Last.", "── done Sums", "sum");
    assertThat(types("next")).isEqualTo("this lesson is over");
    assertThat(home.resolve("lessons.txt")).content().contains("done sums", "hints 2");
  }

  @Test
  void oneResumesWhereOneWas() {
    types("lesson start sums.md; a; next");
    assertThat(types("quit")).contains("your place is kept");
    assertThat(lab.where()).isEmpty();

    assertThat(types("lesson start sums.md")).contains("── 2/2 Two").doesNotContain("First.");
    assertThat(types("lesson start sums.md --again")).contains("── 1/2 One");
  }

  @Test
  void whatIsNoLessonIsRefusedAndNothingRuns() throws IOException {
    Files.writeString(
        home.resolve("bad.md"), LESSON.replace("kill leader\n```", "kil leader\n```"));
    Files.writeString(home.resolve("newer.md"), LESSON.replace("format: 1", "format: 2"));

    assertThat(types("lesson start bad.md")).contains("there is no command kil");
    assertThat(types("lesson start newer.md")).contains("newer.md:2:9", "newer format");
    assertThat(types("lesson start nowhere.md")).contains("no such local file");
    assertThat(types("lesson start nothing")).isEqualTo("there is no lesson nothing");
    assertThat(types("lesson dance")).isEqualTo("lesson does not know dance");
    assertThat(types("lesson lint bad.md")).isEqualTo("1 mistake");
    assertThat(lab.where()).isEmpty();
  }

  @Test
  void anAuthorBeginsWithAWholeLesson() {
    assertThat(types("lesson new mine")).contains("mine.md is written");
    assertThat(types("lesson lint mine.md")).isEqualTo("no mistakes");
    assertThat(types("lesson new mine")).contains("exists already");
    assertThat(types("lesson new ../mine")).contains("small letters");
  }
}
