package sandstore.lessons.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lessons.script.BadLesson;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.LessonReader;

/**
 * The lessons that come with the lab, in the order of their files' names. A file put beside the
 * others is a lesson; there is no list of them.
 */
public final class Shelf {
  /** Beside the lessons; also the page for their authors. */
  private static final String MARK = "/lessons/README.md";

  private static final long MOST_BYTES = 1 << 20;

  private Shelf() {}

  /** All that come with the lab. */
  public static List<Lesson> lessons() {
    try {
      List<Lesson> all = new ArrayList<>();
      for (Map.Entry<String, String> file : files().entrySet()) {
        all.add(LessonReader.read(file.getKey(), file.getValue()));
      }
      return List.copyOf(all);
    } catch (IOException | BadLesson e) {
      throw new IllegalStateException("the lessons that come with the lab", e);
    }
  }

  /** Their files, by name, in order. */
  public static Map<String, String> files() throws IOException {
    URL mark = Shelf.class.getResource(MARK);
    if (mark == null) {
      throw new IOException("no lessons on the class path");
    }
    try {
      URI uri = mark.toURI();
      if (!uri.getScheme().equals("jar")) {
        return files(Path.of(uri).resolveSibling("."));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return files(jar.getPath(MARK).resolveSibling("."));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new java.util.TreeMap<>();
    try (Stream<Path> list = Files.list(folder.normalize())) {
      for (Path path : list.toList()) {
        String name = path.getFileName().toString();
        if (name.matches("[0-9]{2}-[a-z0-9-]+\\.md")) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }

  /** Ids of all that come with the lab. */
  public static Set<String> ids() {
    return lessons().stream().map(Lesson::id).collect(Collectors.toSet());
  }

  /**
   * The lesson of that id, or in that file.
   *
   * @param file the word as a path
   * @throws Refusal if there is none
   * @throws BadLesson if the file holds none
   */
  public static Lesson find(String word, Path file) throws IOException, BadLesson {
    if (word.endsWith(".md")) {
      return read(word, file);
    }
    List<Lesson> all = lessons();
    Optional<Lesson> one = all.stream().filter(l -> l.id().equals(word)).findFirst();
    return one.orElseThrow(
        () ->
            new Refusal(
                "there is no lesson " + Style.harmless(word),
                "lessons are " + String.join(", ", all.stream().map(Lesson::id).toList())));
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
