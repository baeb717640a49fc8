package sandstore.node.topology;

import java.util.ServiceLoader;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Beats;
import sandstore.wire.NodeSettings;

/** A recipe for a node. Found by {@link ServiceLoader}. */
public interface Topology {
  /** As typed after {@code up}. */
  String name();

  /** The journal that orders this topology's operations; not yet started. */
  Journal journal(Parts parts);

  /** How its nodes tell each other that they are there. */
  default Beats heartbeats(NodeSettings settings) {
    return Beats.PLAIN;
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
