package sandstore.lab.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import sandstore.lab.LabSettings;

/** Ours and HDFS, started, compared and ended. */
public final class Comparison {
  /** Both sides promise the same. */
  public static final String PROMISE =
      "written: 3 copies, each fsynced before the answer; ours also hashes (SHA-256) and fsyncs "
          + "metadata on 2 of 3 nodes; read: checksums verified; "
          + "ours linearizable";

  private final LabSettings settings;
  private final Path hdfs;
  private final int times;
  private final Consumer<String> progress;

  /**
   * @param settings with a home that holds nothing else
   * @param hdfs where Maven has built the driver of HDFS
   * @param times pairs of passes for each task
   */
  public Comparison(LabSettings settings, Path hdfs, int times, Consumer<String> progress) {
    this.settings = settings;
    this.hdfs = hdfs;
    this.times = times;
    this.progress = progress;
  }

  /** In words and in fields. */
  public record Table(List<String> text, List<Map<String, Object>> rows) {}

  /**
   * @param words only tasks whose name has one of these; all if empty
   */
  public Table run(List<String> words) throws IOException, InterruptedException {
    List<Task> tasks =
        Contest.TASKS.stream()
            .filter(
                task ->
                    words.isEmpty()
                        || words.stream()
                            .anyMatch(w -> task.name().contains(w.toLowerCase(Locale.ROOT))))
            .toList();
    Path folder = settings.home().resolve("hdfs-" + ProcessHandle.current().pid());
    progress.accept("starting HDFS and three nodes");
    List<Score> scores;
    try (Side theirs = Hdfs.start(settings.java(), hdfs, folder);
        Side ours = Ours.start(settings)) {
      scores = new Contest(ours, theirs, times, progress).run(tasks);
    }
    List<String> text = new ArrayList<>();
    text.add(Score.HEADER);
    scores.forEach(score -> text.add(score.describe()));
    text.add(PROMISE);
    return new Table(text, scores.stream().map(Score::fields).toList());
  }
}
