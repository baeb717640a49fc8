package sandstore.lessons.engine;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lessons.script.Lesson;

/**
 * A lesson's own folder in the lab's home. What the lesson brings lies there, and the lines that it
 * types reach no local file anywhere else: whoever wrote them is not the one who takes the lesson.
 */
final class Desk {
  private static final String FOLDER = "lesson";

  private final Lab lab;
  private final Lesson lesson;
  private final Path folder;

  private Desk(Lab lab, Lesson lesson) {
    this.lab = lab;
    this.lesson = lesson;
    this.folder = lab.home().resolve(FOLDER);
  }

  /** What an earlier lesson left there goes. */
  static Desk laid(Lab lab, Lesson lesson) {
    Desk desk = new Desk(lab, lesson);
    try {
      desk.clear();
      Files.createDirectories(desk.folder);
      for (Lesson.Exhibit exhibit : lesson.exhibits()) {
        Files.write(
            desk.folder.resolve(exhibit.name()), exhibit.text().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return desk;
  }

  /** Runs a line that the lesson's author wrote. */
  Lab.Ending run(String line, Consumer<Reply> replies) {
    return lab.runConfined(line, folder, replies);
  }

  /** One of the files that the lesson brought. */
  Optional<Path> file(String name) {
    return lesson.exhibits().stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .map(e -> folder.resolve(name));
  }

  void clear() throws IOException {
    if (Files.isDirectory(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
