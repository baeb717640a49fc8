package sandstore.lessons.engine;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.LessonReader;

/** Lessons in the order of their files' names: those of the lab, or a folder or zip of others'. */
public final class Shelf {
  private static final long MOST_BYTES = 1 << 20;

  private final List<Lesson> lessons;
  private final Map<String, String> texts;

  private Shelf(List<Lesson> lessons, Map<String, String> texts) {
    this.lessons = List.copyOf(lessons);
    this.texts = new TreeMap<>(texts);
  }

  /** Those that come with the lab. */
  public static Shelf own() {
    try {
      return of(LessonFiles.own());
    } catch (IOException | BadLesson e) {
      throw new IllegalStateException("the lessons that come with the lab", e);
    }
  }

  /**
   * Others'.
   *
   * @param source a folder or a zip file
   * @param named as it was typed, for messages
   * @throws Refusal if there are none
   * @throws BadLesson if one of the files is none
   */
  public static Shelf at(Path source, String named) throws IOException, BadLesson {
    return of(LessonFiles.at(source, named));
  }

  private static Shelf of(Map<String, String> files) throws BadLesson {
    List<Lesson> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Lesson lesson = LessonReader.read(file.getKey(), file.getValue());
      if (!ids.add(lesson.id())) {
        throw new Refusal(
            file.getKey() + ": another lesson on this shelf has the id " + lesson.id(),
            "ids are for ever, and each is one lesson's");
      }
      all.add(lesson);
    }
    return new Shelf(all, files);
  }

  /** All that come with the lab. */
  public static List<Lesson> lessons() {
    return own().all();
  }

  /** Ids of all that come with the lab. */
  public static Set<String> ids() {
    return own().named();
  }

  public List<Lesson> all() {
    return lessons;
  }

  /** What stands in their files, by name, in order. */
  public Map<String, String> texts() {
    return Collections.unmodifiableMap(texts);
  }

  public Set<String> named() {
    return lessons.stream().map(Lesson::id).collect(Collectors.toSet());
  }

  /**
   * The lesson of that id, or in that file.
   *
   * @param file the word as a path
   * @throws Refusal if there is none
   * @throws BadLesson if the file holds none
   */
  public Lesson find(String word, Path file) throws IOException, BadLesson {
    if (word.endsWith(".md")) {
      return read(word, file);
    }
    Optional<Lesson> one = lessons.stream().filter(l -> l.id().equals(word)).findFirst();
    return one.orElseThrow(
        () ->
            new Refusal(
                "there is no lesson " + Style.harmless(word),
                "lessons are " + String.join(", ", lessons.stream().map(Lesson::id).toList())));
  }

  private static Lesson read(String word, Path file) throws IOException, BadLesson {
    if (Files.isDirectory(file)) {
      throw new Refusal(Style.harmless(word) + " is a folder", "name a lesson's file: NN-name.md");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new Refusal(Style.harmless(word) + " is too large to be a lesson", "");
    }
    try {
      return LessonReader.read(Style.harmless(word), Files.readString(file));
    } catch (MalformedInputException e) {
      throw new Refusal(Style.harmless(word) + " is not text in UTF-8", "");
    }
  }
}
