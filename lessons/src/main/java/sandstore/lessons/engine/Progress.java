package sandstore.lessons.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.process.Home;

/**
 * How far someone is in the course: a text file that one can read, edit and remove.
 *
 * <pre>
 * at elections 2                        resumes at the second screen
 * done elections 2026-03-01 hints 2     done, the best time with two hints
 * predicted elections/split c c         predicted c; it was c
 * cluster c0123456789abcdef             this cluster's data is a lesson's, and may be removed
 * </pre>
 *
 * A line that is not understood is left as it is.
 */
public final class Progress {
  private static final String FILE = "lessons.txt";
  private static final String HEADING =
      "# How far you are in the lessons. Remove a line to forget it.";

  /**
   * A prediction that was graded.
   *
   * @param of lesson and question: {@code elections/split}
   */
  public record Prediction(String of, String said, String was) {
    public boolean right() {
      return said.equals(was);
    }
  }

  private final Path file;
  private final boolean shown;

  /** By the words by which a line is known: {@code at elections}. */
  private final Map<String, String> lines = new LinkedHashMap<>();

  private Progress(Path file, boolean shown) {
    this.file = file;
    this.shown = shown;
  }

  /** What the home's file says; nothing if there is none. */
  public static Progress in(Path home) {
    return read(home, false);
  }

  /**
   * Of somebody who shows a lesson to others: what happens in it is nobody's progress, and begins
   * at the beginning. Only which cluster is the lesson's is kept.
   */
  static Progress shown(Path home) {
    return read(home, true);
  }

  private static Progress read(Path home, boolean shown) {
    Progress progress = new Progress(home.resolve(FILE), shown);
    try {
      if (Files.exists(progress.file)) {
        Files.readAllLines(progress.file).stream()
            .filter(l -> !l.isBlank() && !l.startsWith("#"))
            .forEach(l -> progress.lines.put(key(l), l));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return progress;
  }

  private static String key(String line) {
    String[] words = line.split(" ", 3);
    return words[0].equals("cluster") || words.length < 2 ? words[0] : words[0] + " " + words[1];
  }

  /** The screen at which to go on, from 0; 0 also for a lesson that was never begun. */
  public synchronized int screen(String lesson) {
    if (shown) {
      return 0;
    }
    String line = lines.get("at " + lesson);
    String number = line == null ? "" : line.substring(line.lastIndexOf(' ') + 1);
    return number.matches("[0-9]{1,3}") ? Math.max(0, Integer.parseInt(number) - 1) : 0;
  }

  public synchronized boolean begun(String lesson) {
    return lines.containsKey("at " + lesson);
  }

  public synchronized boolean done(String lesson) {
    return lines.containsKey("done " + lesson);
  }

  /** With how few hints it was done; -1 if it never was. */
  public synchronized int hints(String lesson) {
    String line = lines.getOrDefault("done " + lesson, "");
    String number = line.substring(line.lastIndexOf(' ') + 1);
    return number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : -1;
  }

  /** The day on which it was done last, as 2026-03-01; empty if it never was. */
  synchronized String day(String lesson) {
    String[] words = lines.getOrDefault("done " + lesson, "").split(" ");
    return words.length > 2 && words[2].matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? words[2] : "";
  }

  public synchronized List<Prediction> predictions() {
    List<Prediction> all = new ArrayList<>();
    for (String line : shown ? List.<String>of() : lines.values()) {
      String[] words = line.split(" ");
      if (words.length == 4 && words[0].equals("predicted")) {
        all.add(new Prediction(words[1], words[2], words[3]));
      }
    }
    return all;
  }

  /** The cluster whose data a lesson left in the home. */
  public synchronized Optional<String> cluster() {
    return Optional.ofNullable(lines.get("cluster"))
        .map(l -> l.substring("cluster".length()).strip());
  }

  synchronized void at(String lesson, int screen) {
    keep("at " + lesson + " " + (screen + 1));
  }

  synchronized void finished(String lesson, int hints, LocalDate today) {
    if (!shown) {
      lines.remove("at " + lesson);
    }
    int before = hints(lesson);
    keep(
        "done "
            + lesson
            + " "
            + today
            + " hints "
            + (before < 0 ? hints : Math.min(before, hints)));
  }

  /** The first answer to a question is the one that counts. */
  synchronized void predicted(String lesson, String question, String said, String was) {
    String line = "predicted " + lesson + "/" + question + " " + said + " " + was;
    if (!lines.containsKey(key(line))) {
      keep(line);
    }
  }

  synchronized void ownsCluster(String id) {
    put("cluster " + id);
  }

  private void keep(String line) {
    if (!shown) {
      put(line);
    }
  }

  private void put(String line) {
    lines.put(key(line), line);
    List<String> text = new ArrayList<>();
    text.add(HEADING);
    text.addAll(lines.values());
    try {
      Home.replace(file, (String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
