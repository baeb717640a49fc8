package sandstore.lessons.work;

import java.util.Optional;
import sandstore.lab.condition.JobState;

/**
 * What came between two events of a screen, as a line of text.
 *
 * <pre>
 * reached 1 120 124 split          in the 1st recording, after event 120, with the view after 124
 * answered 1 130 votes b a         b this time; a the first time ever, which counts
 * job 1 200 3 1024 true 0          job 3 was seen to have moved 1024 bytes, and ended well
 * </pre>
 */
public sealed interface Mark {
  String NOTHING = "-";

  /** Of the recording that it belongs to, from 1. */
  int recording();

  /**
   * Order of the event after which it came; that of the recording's beginning if there was none.
   */
  long after();

  /** A task or a question was before the learner. */
  record Reached(int recording, long after, long view, String part) implements Mark {
    @Override
    public String toString() {
      return "reached " + recording + " " + after + " " + view + " " + part;
    }
  }

  /**
   * A question was answered.
   *
   * @param choice empty if it was skipped
   * @param first what was answered when this was asked for the first time, which counts
   */
  record Answered(
      int recording, long after, String question, Optional<String> choice, Optional<String> first)
      implements Mark {
    @Override
    public String toString() {
      return "answered "
          + recording
          + " "
          + after
          + " "
          + question
          + " "
          + choice.orElse(NOTHING)
          + " "
          + first.orElse(NOTHING);
    }
  }

  /** A job looked like this from then on. */
  record JobSeen(int recording, long after, long number, JobState state) implements Mark {
    @Override
    public String toString() {
      return "job "
          + recording
          + " "
          + after
          + " "
          + number
          + " "
          + state.bytes()
          + " "
          + state.done()
          + " "
          + state.status();
    }
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Mark read(String line) {
    String[] words = line.split(" ");
    if (words.length < 5) {
      throw new IllegalArgumentException(line);
    }
    int recording = Integer.parseInt(words[1]);
    long after = Long.parseLong(words[2]);
    if (words[0].equals("reached") && words.length == 5) {
      return new Reached(recording, after, Long.parseLong(words[3]), words[4]);
    }
    if (words[0].equals("answered") && words.length == 6) {
      return new Answered(recording, after, words[3], choice(words[4]), choice(words[5]));
    }
    if (words[0].equals("job") && words.length == 7) {
      return new JobSeen(
          recording,
          after,
          Long.parseLong(words[3]),
          new JobState(
              Long.parseLong(words[4]), Boolean.parseBoolean(words[5]), Long.parseLong(words[6])));
    }
    throw new IllegalArgumentException(line);
  }

  private static Optional<String> choice(String word) {
    return word.equals(NOTHING) ? Optional.empty() : Optional.of(word);
  }
}
