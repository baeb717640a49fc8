package sandstore.lessons.script;

import java.util.Optional;

/**
 * The cluster on which a lesson is played.
 *
 * @param topology basic, replicated, raft, or none
 * @param nodes how many; 0 = the usual number
 * @param zones likewise
 * @param replicas likewise
 * @param placement where copies go; empty = as usual
 * @param pace fast, real, slow or manual
 */
public record Setup(
    String topology, int nodes, int zones, int replicas, String placement, String pace) {
  static final String NONE = "none";

  /** The line that starts it; none for a lesson without a cluster. */
  public Optional<String> up() {
    return topology.equals(NONE)
        ? Optional.empty()
        : Optional.of(
            "up "
                + topology
                + (nodes == 0 ? "" : " --nodes " + nodes)
                + (zones == 0 ? "" : " --zones " + zones)
                + (replicas == 0 ? "" : " --replicas " + replicas)
                + (placement.isEmpty() ? "" : " --placement " + placement)
                + (pace.equals("real") ? "" : " --pace " + pace));
  }

  /**
   * Durations in a lesson are at pace real: by how much they are longer in this one, in percent.
   */
  public int percentOfReal() {
    return switch (pace) {
      case "slow", "manual" -> 300;
      case "fast" -> 50;
      default -> 100;
    };
  }
}
