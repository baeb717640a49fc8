package sandstore.wire;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A placement policy as everybody may know it: by its name. What it decides is the nodes' business;
 * the lab has to know only which there are. Found by {@link ServiceLoader}.
 */
public interface PlacementName {
  /** The policy of whoever asks for none. */
  String DEFAULT = "spread";

  /** As typed after {@code --placement}. */
  String name();

  /** All that there are: the default first, the others by name. */
  static List<String> all() {
    return ServiceLoader.load(PlacementName.class, PlacementName.class.getClassLoader()).stream()
        .map(provider -> provider.get().name())
        .sorted(
            Comparator.comparing((String name) -> !name.equals(DEFAULT))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
