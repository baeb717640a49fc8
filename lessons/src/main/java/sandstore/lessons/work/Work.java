package sandstore.lessons.work;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import sandstore.lab.record.Recording;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.script.Lesson;

/**
 * The passes that are kept in a lab's home: {@code lesson-work/elections/02/}. Whether they can be
 * kept is never the lesson's trouble.
 */
public final class Work {
  private static final String FOLDER = "lesson-work";
  private static final String OPEN = ".open";

  private final Path folder;

  private Work(Path folder) {
    this.folder = folder;
  }

  public static Work in(Path home) {
    return new Work(home.resolve(FOLDER));
  }

  /**
   * A pass begins; it is kept by {@link #end}. Empty if there is no room for it.
   *
   * @param screen from 0
   * @param saidBefore what was answered to a question the first time, if this is not that
   */
  public Optional<Logbook> begin(
      Lesson lesson, int screen, ClusterView begin, Function<String, Optional<String>> saidBefore) {
    Path open = open(lesson, screen);
    try {
      remove(open);
      Files.createDirectories(open);
    } catch (IOException e) {
      return Optional.empty();
    }
    List<String> head = Pass.head(lesson.id(), lesson.edition(), screen + 1);
    return Optional.of(new Logbook(open, head, begin, saidBefore));
  }

  /**
   * A pass ends: it is kept if it is the first, or did more than the one that was kept.
   *
   * @param deeds tasks done and questions answered
   */
  public void end(Lesson lesson, int screen, Logbook logbook, int deeds) {
    Path open = open(lesson, screen);
    Path kept = kept(lesson, screen);
    try {
      if (logbook.close(deeds) && better(kept, lesson, deeds)) {
        remove(kept);
        Files.move(open, kept);
      } else {
        remove(open);
      }
    } catch (IOException e) {
      // What was kept before is there, or this one is, or neither: what is packed says which.
    }
  }

  private static boolean better(Path kept, Lesson lesson, int deeds) {
    Optional<Pass> before = read(kept);
    return before.isEmpty()
        || !before.get().edition().equals(lesson.edition())
        || before.get().deeds() < deeds;
  }

  private Path open(Lesson lesson, int screen) {
    return folder.resolve(lesson.id()).resolve(number(screen) + OPEN);
  }

  private Path kept(Lesson lesson, int screen) {
    return folder.resolve(lesson.id()).resolve(number(screen));
  }

  private static String number(int screen) {
    return String.format(java.util.Locale.ROOT, "%02d", screen + 1);
  }

  /** Ids of the lessons of which something is kept, in the order of the alphabet. */
  public List<String> lessons() {
    return list(folder).stream()
        .map(p -> String.valueOf(p.getFileName()))
        .filter(l -> !kept(l).isEmpty())
        .toList();
  }

  /** The folders of a lesson's passes that are kept, in order. */
  public List<Path> kept(String lesson) {
    return list(folder.resolve(lesson)).stream()
        .filter(p -> !p.toString().endsWith(OPEN) && Files.exists(p.resolve(Pass.MARKS)))
        .toList();
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Pass> read(Path kept) {
    if (!Files.exists(kept.resolve(Pass.MARKS))) {
      return Optional.empty();
    }
    try {
      List<Recording> recordings = new ArrayList<>();
      for (int i = 1; Files.exists(kept.resolve(Pass.recording(i))); i++) {
        recordings.add(Recording.read(kept.resolve(Pass.recording(i))));
      }
      return Optional.of(Pass.read(Files.readAllLines(kept.resolve(Pass.MARKS)), recordings));
    } catch (IOException | Pass.Unreadable | sandstore.lab.Refusal e) {
      return Optional.empty();
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
