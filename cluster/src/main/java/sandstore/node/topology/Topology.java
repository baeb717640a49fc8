package sandstore.node.topology;

import java.time.Duration;
import java.util.ServiceLoader;
import sandstore.node.journal.Journal;
import sandstore.wire.NodeSettings;

/** A recipe for a node. Found by {@link ServiceLoader}. */
public interface Topology {
  /** As typed after {@code up}. */
  String name();

  /** The journal that orders this topology's operations; not yet started. */
  Journal journal(Parts parts);

  /**
   * How long after its doors have opened a node sends its first heartbeats. At once, where others
   * wait for them.
   */
  default Duration firstHeartbeat(NodeSettings settings) {
    return Duration.ZERO;
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  static Topology named(String name) {
    return ServiceLoader.load(Topology.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(t -> t.name().equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("no topology is called " + name));
  }
}
