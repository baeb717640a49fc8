package sandstore.lab.prove.soak;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of one run. Kept as JSON, from which reports are made.
 *
 * @param seconds that the whole run took
 * @param operations that clients began
 * @param acknowledged operations that changed something and were acknowledged
 * @param during those of them that were acknowledged while a fault was in force
 * @param unknown operations of which nobody knows what became
 * @param before acknowledged writes a second, before the first fault
 * @param lost acknowledged writes that are gone, at least
 * @param faults in the order in which they ended
 * @param broken invariants, by id, with the first sentence
 * @param vain why this run could not have found anything; empty if it could
 * @param inconclusive what could not be judged
 * @param buckets operations by when they ended, {@link #BUCKET_MILLIS} each, from the schedule's
 *     begin
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrialResult(
    String name,
    long seed,
    String topology,
    int nodes,
    double seconds,
    long operations,
    long acknowledged,
    long during,
    long unknown,
    double before,
    long lost,
    List<Fault> faults,
    List<Broken> broken,
    List<String> vain,
    List<String> inconclusive,
    List<Bucket> buckets) {
  public static final int BUCKET_MILLIS = 250;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A fault.
   *
   * @param from seconds after the schedule's begin
   */
  public record Fault(
      String nemesis, String what, double from, double to, boolean seen, String problem) {}

  /** A broken invariant. */
  public record Broken(String id, String sentence) {}

  /**
   * Operations that ended in some quarter of a second and were answered.
   *
   * @param at which, from 0
   * @param p50Micros of those that were answered in it
   */
  public record Bucket(int at, int operations, long p50Micros, long p99Micros) {}

  /** Of one whose cluster did not even come up, or whose clients could not begin. */
  static TrialResult neverBegan(TrialPlan plan, String why) {
    return new TrialResult(
        plan.name(),
        plan.schedule().seed(),
        plan.schedule().topology(),
        plan.schedule().nodes(),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of("it did not begin: " + why),
        List.of());
  }

  /** Whether an invariant was broken. */
  @JsonIgnore
  public boolean violated() {
    return !broken.isEmpty();
  }

  /** Nothing was broken, it could have been, and everything could be judged. */
  @JsonIgnore
  public boolean passed() {
    return broken.isEmpty() && vain.isEmpty() && inconclusive.isEmpty();
  }

  /** One line for people. */
  @JsonIgnore
  public String words() {
    String counts =
        String.format(
            java.util.Locale.ROOT,
            "%d acknowledged (%d during faults), %d unknown, %d faults",
            acknowledged,
            during,
            unknown,
            faults.size());
    if (violated()) {
      return "BROKEN " + broken.get(0).id() + ": " + broken.get(0).sentence() + "; " + counts;
    }
    if (!vain.isEmpty()) {
      return "in vain: " + vain.get(0) + "; " + counts;
    }
    return inconclusive.isEmpty() ? "ok, " + counts : "not judged: " + inconclusive.get(0);
  }

  /** Writes it whole, or not at all. */
  void write(Path file) throws IOException {
    sandstore.lab.process.Home.replace(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }

  static TrialResult read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), TrialResult.class);
  }
}
