package sandstore.lessons.work;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sandstore.lab.record.Recording;

/**
 * A learner's pass through one screen.
 *
 * @param lesson its id
 * @param edition of the lesson's text
 * @param screen from 1
 * @param deeds tasks done and questions answered, as it was told at the time
 * @param marks in order
 * @param recordings one for each cluster that there was, in order
 */
public record Pass(
    String lesson,
    String edition,
    int screen,
    int deeds,
    List<Mark> marks,
    List<Recording> recordings) {
  static final String TITLE = "sandstore work 1";

  /** The name under which its marks are kept. */
  public static final String MARKS = "marks.txt";

  /** Longer is no screen that somebody played. */
  private static final int MOST_MARKS = 100_000;

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern EDITION = Pattern.compile("[0-9a-f]{64}");

  /** A pass through no screen that this lab knows how to read. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** The name under which one of its recordings is kept. */
  public static String recording(int number) {
    return number + ".rec";
  }

  /** What is written before the marks. */
  static List<String> head(String lesson, String edition, int screen) {
    return List.of(TITLE, "lesson " + lesson + " " + edition, "screen " + screen);
  }

  /** What is written after them. */
  static String end(int deeds) {
    return "done " + deeds;
  }

  /**
   * Reads the text of its marks.
   *
   * @param lines of {@link #MARKS}
   * @param recordings that lay beside it
   * @throws Unreadable if they are not what a lesson writes, with the reason
   */
  public static Pass read(List<String> lines, List<Recording> recordings) throws Unreadable {
    if (lines.isEmpty() || !lines.get(0).equals(TITLE)) {
      throw new Unreadable("is not the work of a lesson, or of a newer lab");
    }
    if (lines.size() > MOST_MARKS) {
      throw new Unreadable("is longer than a screen can be");
    }
    try {
      String[] lesson = words(lines, 1, "lesson", 3);
      String[] screen = words(lines, 2, "screen", 2);
      String[] done = words(lines, lines.size() - 1, "done", 2);
      if (!ID.matcher(lesson[1]).matches() || !EDITION.matcher(lesson[2]).matches()) {
        throw new IllegalArgumentException(lines.get(1));
      }
      List<Mark> marks = new ArrayList<>();
      for (String line : lines.subList(3, lines.size() - 1)) {
        marks.add(Mark.read(line));
      }
      if (recordings.isEmpty()
          || marks.stream().anyMatch(m -> m.recording() < 1 || m.recording() > recordings.size())) {
        throw new Unreadable("lacks a recording");
      }
      return new Pass(
          lesson[1],
          lesson[2],
          Integer.parseInt(screen[1]),
          Integer.parseInt(done[1]),
          List.copyOf(marks),
          List.copyOf(recordings));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("is damaged");
    }
  }

  private static String[] words(List<String> lines, int line, String first, int many) {
    String[] words = line < lines.size() ? lines.get(line).split(" ") : new String[0];
    if (words.length != many || !words[0].equals(first)) {
      throw new IllegalArgumentException(first);
    }
    return words;
  }
}
