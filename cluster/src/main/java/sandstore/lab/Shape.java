package sandstore.lab;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import sandstore.wire.NodeId;
import sandstore.wire.PlacementName;

/**
 * What {@code up} was asked for.
 *
 * @param topology {@code basic} (one node), {@code replicated} (2 to 5) or {@code raft} (1 to 15)
 * @param nodes how many; they are named {@code node1}, {@code node2}, ..
 * @param zones failure domains, over which the nodes are dealt in turn; from 1 to {@code nodes}
 * @param replicas copies wanted of each chunk, from 1 to {@code nodes}
 * @param placement how nodes are chosen for the copies, one of {@link PlacementName#all}
 * @param chunkSize bytes, 64 KiB to 64 MiB
 * @param pace {@code fast}, {@code real}, {@code slow}, or in {@code raft} {@code manual}: no
 *     election timeout runs out, and messages wait for the lab's word
 */
public record Shape(
    String topology,
    int nodes,
    int zones,
    int replicas,
    String placement,
    int chunkSize,
    String pace) {
  public static final int DEFAULT_CHUNK_SIZE = 8 << 20;

  /** From simple to real. */
  public static final List<String> TOPOLOGIES = List.of("basic", "replicated", "raft");

  public static final List<String> PACES = List.of("fast", "real", "slow", "manual");

  /** The default first. */
  public static final List<String> PLACEMENTS = PlacementName.all();

  private static final int MOST_VOTERS = 5;
  private static final int SMALLEST_CHUNK = 64 << 10;
  private static final int LARGEST_CHUNK = 64 << 20;

  /**
   * @throws Refusal for what no cluster can be
   */
  public Shape {
    if (!TOPOLOGIES.contains(topology)) {
      throw new Refusal(
          "there is no topology " + topology, "topologies are " + String.join(", ", TOPOLOGIES));
    }
    int least = topology.equals("replicated") ? 2 : 1;
    int most = mostNodes(topology);
    if (nodes < least || nodes > most) {
      throw new Refusal(
          topology
              + " runs "
              + (least == most ? "one node" : least + " to " + most + " nodes")
              + ", not "
              + nodes,
          topology.equals("basic") ? "more nodes: up raft --nodes 3" : "");
    }
    range("zones", zones, 1, nodes);
    range("replicas", replicas, 1, nodes);
    if (!PLACEMENTS.contains(placement)) {
      throw new Refusal(
          "there is no placement " + placement, "placements are " + String.join(", ", PLACEMENTS));
    }
    if (chunkSize < SMALLEST_CHUNK || chunkSize > LARGEST_CHUNK) {
      throw new Refusal("a chunk is 64KiB to 64MiB", "the usual size is 8MiB");
    }
    if (!PACES.contains(pace)) {
      throw new Refusal("there is no pace " + pace, "paces are " + String.join(", ", PACES));
    }
    if (pace.equals("manual") && !topology.equals("raft")) {
      throw new Refusal(
          "only raft has a pace manual", topology + " goes at the paces fast, real and slow");
    }
  }

  /**
   * The usual cluster of a topology, with as many nodes as asked for, or 0 for the usual number.
   */
  public static Shape usual(String topology, int nodes) {
    int number = nodes != 0 ? nodes : topology.equals("basic") ? 1 : 3;
    int replicas = Math.max(1, Math.min(3, number));
    return new Shape(
        topology,
        number,
        Math.max(1, number),
        replicas,
        PlacementName.DEFAULT,
        DEFAULT_CHUNK_SIZE,
        "real");
  }

  /** With as many nodes and zones; no more copies than nodes. */
  Shape resized(int newNodes, int newZones) {
    return new Shape(
        topology, newNodes, newZones, Math.min(replicas, newNodes), placement, chunkSize, pace);
  }

  /** In {@code raft}: more voters make every commit slower and hardly anything safer. */
  public static int mostVoters() {
    return MOST_VOTERS;
  }

  private static int mostNodes(String topology) {
    return switch (topology) {
      case "basic" -> 1;
      case "replicated" -> 5;
      default -> 15;
    };
  }

  private static void range(String what, int value, int least, int most) {
    if (value < least || value > most) {
      String allowed = least == most ? String.valueOf(least) : least + " to " + most;
      throw new Refusal(what + " must be " + allowed + " here, not " + value, "");
    }
  }

  /** All nodes, in order. */
  public List<NodeId> nodeIds() {
    return IntStream.rangeClosed(1, nodes).mapToObj(NodeId::of).toList();
  }

  /** {@code zone1}, {@code zone2}, .., dealt to the nodes in turn. */
  public String zoneOf(NodeId node) {
    return "zone" + ((node.number() - 1) % zones + 1);
  }

  /** In {@code raft}: those that vote at the beginning; the others learn. */
  public List<NodeId> voters() {
    return nodeIds().subList(0, Math.min(nodes, MOST_VOTERS));
  }

  /** Nodes that are more than half of the voters. */
  public int quorum() {
    return voters().size() / 2 + 1;
  }

  /**
   * Copies without which no file is committed. Without consensus, one: whoever is left alone goes
   * on acknowledging.
   */
  public int minReplicas() {
    return topology.equals("raft") ? Math.min(2, replicas) : 1;
  }

  /** No timeout fires, and whoever sits at the lab is the network. */
  public boolean manual() {
    return pace.equals("manual");
  }

  /**
   * The election timeout that the pace stands for; in {@code manual}, where none fires, what else
   * is measured by it.
   */
  public Duration electionTimeout() {
    return Duration.ofMillis(
        switch (pace) {
          case "fast" -> 500;
          case "slow", "manual" -> 3000;
          default -> 1000;
        });
  }

  /** How often nodes let each other hear of them. */
  public Duration heartbeat() {
    return electionTimeout().dividedBy(10);
  }

  /** True if a cluster of this shape can go on with the data of the other. */
  boolean fits(Shape stored) {
    return topology.equals(stored.topology)
        && nodes == stored.nodes
        && zones == stored.zones
        && replicas == stored.replicas
        && placement.equals(stored.placement);
  }

  /** In a few words: {@code raft of 5 nodes}. */
  public String words() {
    return topology + " of " + nodes + (nodes == 1 ? " node" : " nodes");
  }
}
