package sandstore.node.placement;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import sandstore.wire.NodeId;
import sandstore.wire.PlacementName;

/**
 * Decides on which nodes the copies of a chunk are to be. A pure function, so that whoever plans or
 * repairs decides alike. Found by {@link ServiceLoader}: another policy is one more class here.
 */
public interface Policy extends PlacementName {
  /**
   * The nodes that are to get a copy.
   *
   * @return distinct, alive, none that has it already, first to last in the chain through which the
   *     chunk is written; fewer than are missing when there are no more
   */
  List<NodeId> choose(Need need);

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  static Policy named(String name) {
    List<Policy> all =
        ServiceLoader.load(Policy.class, Policy.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return all.stream()
        .filter(p -> p.name().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no placement "
                        + name
                        + "; there are "
                        + all.stream()
                            .map(Policy::name)
                            .sorted()
                            .collect(Collectors.joining(", "))));
  }
}
