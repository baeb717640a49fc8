package sandstore.lab;

import java.time.Duration;

/**
 * What {@code up} was asked for.
 *
 * @param pace {@code fast}, {@code real} or {@code slow}
 */
public record Shape(
    String topology, int nodes, int zones, int replicas, int chunkSize, String pace) {
  /** The election timeout that the pace stands for. */
  public Duration electionTimeout() {
    return Duration.ofMillis(
        switch (pace) {
          case "fast" -> 500;
          case "slow" -> 3000;
          default -> 1000;
        });
  }
}
