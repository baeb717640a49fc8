package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Reply;
import sandstore.lab.Sheet;
import sandstore.lab.Sheet.Kind;
import sandstore.lessons.Learner;
import sandstore.lessons.script.LearnersText;

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
      type led: kill leader
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
  private Learner learner;

  @BeforeEach
  void open() throws IOException {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    learner = new Learner(lab);
    Files.writeString(home.resolve("sums.md"), LESSON);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String types(String line) {
    return learner.types(line);
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
    assertThat(types("lesson check")).endsWith("\n" + "not yet: led");
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
    assertThat(types("lesson lint bad.md")).endsWith("\n" + "1 mistake");
    assertThat(lab.where()).isEmpty();
  }

  @Test
  void aLessonsOwnLinesReachNoFileOfTheLearners() throws IOException {
    Files.writeString(home.resolve("secret.txt"), "mine");
    String reaching = LESSON.replace("Between.", "```lab\nsample 1 ../secret.txt\n```\n\nBetween.");
    Files.writeString(home.resolve("reaching.md"), reaching);

    types("lesson start reaching.md");
    List<String> kinds = new ArrayList<>();
    Lab.Ending ending =
        lab.run("a", reply -> kinds.add(reply instanceof Reply.Result r ? r.kind() : ""));

    assertThat(ending.message()).isEqualTo("the lesson cannot go on from here");
    assertThat(kinds).as("how a line ended is no prose").contains("typed");
    assertThat(home.resolve("secret.txt")).hasContent("mine");
    assertThat(types("next"))
        .as("not past what did not go well")
        .endsWith("\nthe lesson cannot go on from here")
        .doesNotContain("Between.");
    assertThat(types("skip")).contains("Between.");
  }

  @Test
  void whatALessonBringsIsThereUnderItsNameWhileItIsPlayed() throws IOException {
    String bringing =
        LESSON.replace(
            "Between.",
            """
            ```exhibit file=seen.edn
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            ```

            ```lab
            check seen.edn
            ```

            Between.""");
    Files.writeString(home.resolve("bringing.md"), bringing);
    types("lesson start bringing.md");

    assertThat(types("a")).contains(":process 0", "verdict: linearizable");
    assertThat(types("check seen.edn")).contains("verdict: linearizable");
    types("lesson quit");
    assertThat(types("check seen.edn")).startsWith("there is no file");
  }

  @Test
  void aPaneShowsTheScreenAsFarAsOneHasCome() {
    types("lesson start sums.md");
    Sheet sheet = lab.sheet();
    assertThat(sheet.where()).isEqualTo("sums 1/2 ?");
    assertThat(sheet.pieces())
        .extracting(Sheet.Piece::kind)
        .containsExactly(Kind.PROSE, Kind.QUESTION, Kind.ONWARD);
    assertThat(sheet.suggests()).isEmpty();

    types("b");
    assertThat(lab.sheet().pieces())
        .extracting(Sheet.Piece::kind)
        .containsExactly(Kind.PROSE, Kind.QUESTION, Kind.GRADED, Kind.PROSE, Kind.ONWARD);
    assertThat(lab.sheet().suggests()).isEqualTo("next");

    types("next; a; hint");
    sheet = lab.sheet();
    assertThat(sheet.title()).isEqualTo("Two");
    assertThat(sheet.pieces())
        .extracting(Sheet.Piece::kind)
        .containsExactly(Kind.QUESTION, Kind.TASK, Kind.OPEN, Kind.HINT, Kind.ONWARD);
    assertThat(sheet.suggests()).isEqualTo("kill leader");

    types("back");
    assertThat(lab.sheet().title()).isEqualTo("One");
    types("quit");
    assertThat(lab.sheet()).isEqualTo(Sheet.NONE);
  }

  @Test
  void lessonsOfOthersAreAFolderOrAZip() throws IOException {
    Path folder = Files.createDirectory(home.resolve("class"));
    Files.writeString(folder.resolve("10-sums.md"), LESSON);
    Files.writeString(folder.resolve("notes.md"), "no lesson");
    try (var zip = new ZipOutputStream(Files.newOutputStream(home.resolve("class.zip")))) {
      zip.putNextEntry(new ZipEntry("../../class/10-sums.md"));
      zip.write(LESSON.getBytes(StandardCharsets.UTF_8));
    }

    for (String source : List.of("class", "class.zip")) {
      assertThat(types("lesson list --lessons " + source)).contains("sums").doesNotContain("hour");
      assertThat(types("lesson start sums --lessons " + source)).contains("── 1/2 One");
      types("quit");
    }
    assertThat(types("lesson list --lessons nowhere")).isEqualTo("there is no nowhere");
    assertThat(types("lesson list --lessons sums.md")).contains("neither a folder nor a zip");
    Files.writeString(folder.resolve("20-bad.md"), LESSON.replace("format: 1", "format: 9"));
    assertThat(types("lesson list --lessons class")).startsWith("20-bad.md:2:9: this lesson is of");
  }

  @Test
  void aClassGetsLessonsWithoutSolutionsAndPaperWithoutAnswers() throws IOException {
    Path folder = Files.createDirectory(home.resolve("mine"));
    Files.writeString(folder.resolve("10-sums.md"), LESSON);

    assertThat(types("lesson pack class.zip --lessons mine"))
        .contains("1 lesson, without solutions");
    assertThat(types("lesson start sums --lessons class.zip")).contains("── 1/2 One");
    types("quit");
    assertThat(LearnersText.of(LESSON))
        .contains("Last.", "```hint")
        .doesNotContain("details", "```solution");
    Files.writeString(home.resolve("given.md"), LearnersText.of(LESSON));
    assertThat(types("lesson lint given.md")).contains("1 mistake");

    assertThat(types("lesson handout class.md --lessons mine")).contains("without answers");
    assertThat(home.resolve("class.md"))
        .content()
        .contains("## Sums", "**What do you think?** What is one and one?", "- [ ] a) Two")
        .contains("**Your turn.** Do something.")
        .doesNotContain("So it is", "kill leader", "Think");
    assertThat(types("lesson handout class.md")).contains("class.md");
    assertThat(types("lesson pack class.tar")).isEqualTo("its name ends in .zip");
    assertThat(types("lesson test sums.md --report out.txt")).contains("JUnit");
  }

  @Test
  void beforeAClassHandsAreCountedAndNothingIsKept() {
    assertThat(types("lesson start sums.md --present")).contains("hands, as a 12 b 7, or a or b");
    assertThat(types("a 12 b")).contains("a letter and how many");
    assertThat(types("a 12 c 3")).isEqualTo("there is no choice c");
    assertThat(types("a 0 b 0")).isEqualTo("nobody raised a hand");
    assertThat(types("a 12 b 9")).contains("12 of 21 said so: it was a) Two", "So it is.");
    types("next");
    assertThat(types("show")).isEqualTo("there is no task here");
    assertThat(types("b")).contains("noted: b) No");
    assertThat(types("show")).contains("the lesson types  kill leader");
    assertThat(types("show")).isEqualTo("that was all of the solution");
    types("skip");
    types("quit");
    assertThat(home.resolve("lessons.txt")).doesNotExist();
    assertThat(home.resolve("lesson-work")).doesNotExist();
    assertThat(types("lesson list")).doesNotContain("predictions");

    types("lesson start sums.md");
    assertThat(types("a 12 b 9")).contains("there is no command a");
    assertThat(types("answer a 12 b 9")).isEqualTo("one letter, please");
    types("next");
    types("a");
    types("next");
    types("a");
    assertThat(types("show")).isEqualTo("this is for who shows a lesson to others");
  }

  @Test
  void theWholeCourseCanBeGivenOut() {
    assertThat(types("lesson pack all.zip")).contains(Shelf.lessons().size() + " lessons");
    assertThat(types("lesson list --lessons all.zip")).contains("elections");
    for (var lesson : Shelf.lessons()) {
      assertThat(types("lesson start " + lesson.id() + " --lessons all.zip"))
          .as(lesson.id())
          .doesNotContain("has no solution", "mistake");
      types("quit");
    }
  }

  @Test
  void ofOnesWayAPageIsWritten() throws IOException {
    Files.writeString(
        home.resolve("lessons.txt"),
        """
        done first-hour 2026-03-01 hints 2
        predicted elections/split b c
        predicted elections/votes-needed c c
        at elections 2
        """);

    assertThat(types("lesson list"))
        .contains("✓ first-hour", "▸ elections", "└ opens", "predictions: 1 of 2 came true")
        .contains("look again at: split vote 0/1");
    assertThat(types("lesson export course.md")).startsWith("wrote ");
    assertThat(home.resolve("course.md"))
        .content()
        .contains("| The first hour | done 2026-03-01 | 2 |  |")
        .contains("| Elections and terms | at 2 of 4 |  | 1 of 2 |")
        .contains("| split vote | 0 of 1 |")
        .contains("- said b) node5, the last to ask.", "- it was c) Nobody.");
    assertThat(types("lesson export course.txt")).contains("name a file .md");
  }

  @Test
  void anAuthorSeesAllOfItWithoutPlayingIt() {
    assertThat(types("lesson preview sums.md"))
        .contains("── 1/2 One", "afterwards", "So it is.", "your turn", "hint 2 of 2");
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
