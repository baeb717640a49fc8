package sandstore.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * All that a node is told when it starts, as the lab writes it into {@code node.properties} in the
 * node's folder.
 *
 * @param cluster id of the cluster; a folder of another cluster is refused
 * @param node this node's name
 * @param topology {@code basic}, {@code replicated} or {@code raft}
 * @param nodes all nodes of the cluster, this one among them, in order
 * @param zones the zone of each of {@code nodes}, in the same order
 * @param replicas copies wanted of each chunk
 * @param minReplicas copies without which a file is not committed
 * @param placement name of the policy that chooses nodes for chunks
 * @param chunkSize bytes
 * @param electionTimeout a follower that has heard no leader for this long (or up to twice it)
 *     campaigns; also when a backup takes over in {@code replicated}
 * @param heartbeat how often a leader, and every member, lets the others hear of it
 * @param folder the node's own; everything it keeps is below
 * @param tokenFile holds the lab's token
 * @param port where to listen; 0, or a port that is taken: the system chooses another
 * @param fresh true only at this node's first start in this cluster: only then may its folder be
 *     empty (a voter that forgot its vote could vote twice)
 * @param generation which life of this node this is, from 1: another after each loss of its data
 * @param founder whether this node was there at the cluster's beginning: only founders know by
 *     themselves who votes; whoever joins later is told by the log
 * @param listening at which address, and what protects its connections
 */
public record NodeSettings(
    String cluster,
    NodeId node,
    String topology,
    List<NodeId> nodes,
    List<String> zones,
    int replicas,
    int minReplicas,
    String placement,
    int chunkSize,
    Duration electionTimeout,
    Duration heartbeat,
    Path folder,
    Path tokenFile,
    int port,
    boolean fresh,
    long generation,
    boolean founder,
    Listening listening) {
  /** An election timeout that does not run out while a person plays the network. */
  public static final Duration NEVER = Duration.ofHours(4);

  public static final String FILE = "node.properties";

  /** The orders in force when the node starts (a binary {@code Orders}), in the node's folder. */
  public static final String ORDERS_FILE = "orders";

  /** In the folder of a node that left the cluster for good. */
  public static final String RETIRED_FILE = "retired";

  public NodeSettings {
    nodes = List.copyOf(nodes);
    zones = List.copyOf(zones);
  }

  public List<NodeId> others() {
    return nodes.stream().filter(n -> !n.equals(node)).toList();
  }

  public String zoneOf(NodeId other) {
    int at = nodes.indexOf(other);
    return at < 0 ? "" : zones.get(at);
  }

  public Properties toProperties() {
    Properties p = new Properties();
    p.setProperty("cluster", cluster);
    p.setProperty("node", node.name());
    p.setProperty("topology", topology);
    p.setProperty("nodes", String.join(",", nodes.stream().map(NodeId::name).toList()));
    p.setProperty("zones", String.join(",", zones));
    p.setProperty("replicas", Integer.toString(replicas));
    p.setProperty("minReplicas", Integer.toString(minReplicas));
    p.setProperty("placement", placement);
    p.setProperty("chunkSizeBytes", Integer.toString(chunkSize));
    p.setProperty("electionTimeoutMillis", Long.toString(electionTimeout.toMillis()));
    p.setProperty("heartbeatMillis", Long.toString(heartbeat.toMillis()));
    p.setProperty("folder", folder.toString());
    p.setProperty("tokenFile", tokenFile.toString());
    p.setProperty("port", Integer.toString(port));
    p.setProperty("fresh", Boolean.toString(fresh));
    p.setProperty("generation", Long.toString(generation));
    p.setProperty("founder", Boolean.toString(founder));
    p.setProperty("host", listening.host());
    listening
        .papers()
        .ifPresent(
            papers -> {
              p.setProperty("certificateFile", papers.certificate().toString());
              p.setProperty("keyFile", papers.key().toString());
              p.setProperty("authorityFile", papers.authority().toString());
            });
    return p;
  }

  /** Nobody campaigns by itself, and entries are sent one by one. */
  public boolean manual() {
    return electionTimeout.compareTo(NEVER) >= 0;
  }

  /** How long another node may be silent before it is suspected. */
  public Duration silence() {
    return manual() ? heartbeat.multipliedBy(10) : electionTimeout;
  }

  /**
   * @throws IllegalArgumentException naming the property that is missing or not a number
   */
  public static NodeSettings of(Properties p) {
    return new NodeSettings(
        text(p, "cluster"),
        new NodeId(text(p, "node")),
        text(p, "topology"),
        nodes(text(p, "nodes")),
        Arrays.asList(text(p, "zones").split(",", -1)),
        (int) number(p, "replicas"),
        (int) number(p, "minReplicas"),
        text(p, "placement"),
        (int) number(p, "chunkSizeBytes"),
        Duration.ofMillis(number(p, "electionTimeoutMillis")),
        Duration.ofMillis(number(p, "heartbeatMillis")),
        Path.of(text(p, "folder")),
        Path.of(text(p, "tokenFile")),
        (int) number(p, "port"),
        Boolean.parseBoolean(p.getProperty("fresh", "false")),
        number(p, "generation"),
        Boolean.parseBoolean(text(p, "founder")),
        new Listening(p.getProperty("host", Listening.LOOPBACK.host()), papers(p)));
  }

  /** All three, or none. */
  private static Optional<Papers> papers(Properties p) {
    return List.of("certificateFile", "keyFile", "authorityFile").stream()
            .allMatch(key -> p.getProperty(key) == null)
        ? Optional.empty()
        : Optional.of(
            new Papers(
                Path.of(text(p, "certificateFile")),
                Path.of(text(p, "keyFile")),
                Path.of(text(p, "authorityFile"))));
  }

  private static List<NodeId> nodes(String names) {
    List<NodeId> nodes = new ArrayList<>();
    for (String name : names.split(",")) {
      nodes.add(new NodeId(name));
    }
    return List.copyOf(nodes);
  }

  private static String text(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("missing property " + key);
    }
    return value;
  }

  private static long number(Properties p, String key) {
    try {
      return Long.parseLong(text(p, key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("property " + key + " is not a number", e);
    }
  }
}
