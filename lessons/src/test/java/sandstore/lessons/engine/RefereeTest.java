package sandstore.lessons.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.lab.condition.BadCondition;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.LessonReader;
import sandstore.lessons.script.Part;

/** Given these events, the referee says this and nothing else. */
class RefereeTest {
  private static final String HEAD =
      "---\nformat: 1\nid: x\ntitle: X\ntopology: raft\n---\n# X\n\n## Screen\n\n";

  private static Lesson.Screen screen(String body) throws BadLesson {
    return LessonReader.read("x.md", HEAD + body).screens().get(0);
  }

  private static Part part(Lesson.Screen screen, int n) {
    return screen.parts().get(n);
  }

  private static final String SUCCESSION =
      """
      ```predict id=votes
      How many votes?
      a) Two
      b) Three
      when: elections.exists(e, e.outcome == 'won') && leader != ''
      right a: elections.exists(e, e.outcome == 'won' && e.tally[e.leader] == 2)
      right b: elections.exists(e, e.outcome == 'won' && e.tally[e.leader] >= 3)
      because: So it is.
      ```

      ```try id=succession
      Kill it.
      check dead: node('node1').process == 'exited'
      check new-leader: leader != '' && term > start.term
      ```
      """;

  @Test
  void checksTickOnceAndStayTicked() throws BadLesson, BadCondition {
    Lesson.Screen screen = screen(SUCCESSION);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0)).answers("votes", "b");
    story.reaches(part(screen, 1)).exits(1);
    assertThat(story.said).containsExactly("ticked dead");

    story.campaigns(4, 2).votes(3, 2, 4).votes(5, 2, 4).leads(4, 2).hearsOfLeader(3, 2, 4);

    assertThat(story.said)
        .containsExactly(
            "ticked dead", "graded votes: b was b", "ticked new-leader", "done succession");
  }

  @Test
  void anElectionBeforeTheScreenIsNone() throws BadLesson, BadCondition {
    Lesson.Screen screen = screen(SUCCESSION);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0)).answers("votes", "a");

    story.hearsOfLeader(4, 1, 1);

    assertThat(story.said).isEmpty();
  }

  @Test
  void aWinnersVotesAreCountedOnceTheyAreKnown() throws BadLesson, BadCondition {
    Lesson.Screen screen = screen(SUCCESSION);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0)).answers("votes", "a");
    story.exits(1).campaigns(4, 2).votes(3, 2, 4).leads(4, 2);
    assertThat(story.said).as("two votes were heard of, and it won").isEmpty();

    story.votes(5, 2, 4);

    assertThat(story.said).containsExactly("graded votes: a was b");
  }

  @Test
  void whatIsNotReachedSaysNothing() throws BadLesson, BadCondition {
    Lesson.Screen screen = screen(SUCCESSION);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0));

    story.exits(1).campaigns(4, 2).votes(3, 2, 4).votes(5, 2, 4).leads(4, 2);

    assertThat(story.said).as("no answer, no grade; no task, no tick").isEmpty();
    story.answers("votes", "a");
    assertThat(story.said).containsExactly("graded votes: a was b");
  }

  @Test
  void whatMustHoldIsLookedAtAtTheEnd() throws BadLesson, BadCondition {
    Lesson.Screen screen =
        screen(
            """
            ```try id=t
            Do it.
            check cut-back: seen('EntriesTruncated', event.node == 'node1' && event.first == 7)
            hold led: leader != ''
            ```
            """);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0));
    story.truncates(1, 6).exits(1).truncates(2, 7);
    assertThat(story.said).isEmpty();

    story = Story.ofFive().plays(screen).truncates(1, 7);
    story.reaches(part(screen, 0));
    assertThat(story.said)
        .as("seen since the screen began")
        .containsExactly("ticked cut-back", "done t");

    story = Story.ofFive().plays(screen).reaches(part(screen, 0)).truncates(1, 7);
    assertThat(story.said).containsExactly("ticked cut-back", "done t");
  }

  @Test
  void whatMustNeverBeSpoilsTheTask() throws BadLesson, BadCondition {
    Lesson.Screen screen =
        screen(
            """
            ```try id=t
            Do it.
            check later: term > start.term
            never leaderless: leader == ''
            ```
            """);
    Story story = Story.ofFive().plays(screen).reaches(part(screen, 0));

    story.exits(1).campaigns(2, 2).votes(3, 2, 2).votes(4, 2, 2).leads(2, 2);

    assertThat(story.said).containsExactly("broken leaderless", "ticked later");
  }
}
