package sandstore.lab.prove.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sandstore.lab.Lab;
import sandstore.wire.StoreException;

/** Many trials, whose results are kept in a folder. What is there already is not done again. */
public final class Soak {
  private static final String SUFFIX = ".result.json";

  private final Lab lab;
  private final Path folder;
  private final Watcher watcher;

  /** Told how far it is. */
  public interface Watcher {
    /** A trial is under way. */
    void now(String trial, String does);

    /**
     * A trial has ended, now or in an earlier run.
     *
     * @param known whether its result was in the folder
     */
    void ended(TrialResult result, boolean known);
  }

  public Soak(Lab lab, Path folder, Watcher watcher) {
    this.lab = lab;
    this.folder = folder;
    this.watcher = watcher;
  }

  /** The trial's result, from the folder if it has it. */
  public TrialResult run(TrialPlan plan) throws InterruptedException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(plan.name() + SUFFIX);
    boolean known = Files.exists(file);
    TrialResult result;
    if (known) {
      result = TrialResult.read(file);
    } else {
      Trial trial = new Trial(lab, plan, folder, does -> watcher.now(plan.name(), does));
      try {
        result = trial.run();
        result.write(file);
      } catch (StoreException e) {
        result = TrialResult.neverBegan(plan, String.valueOf(e.getMessage())); // another time
      }
    }
    watcher.ended(result, known);
    return result;
  }

  /** All results in the folder, by name. */
  public static List<TrialResult> results(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
    }
    List<TrialResult> results = new ArrayList<>();
    for (Path file : files) {
      results.add(TrialResult.read(file));
    }
    return results;
  }
}
