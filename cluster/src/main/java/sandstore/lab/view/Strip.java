package sandstore.lab.view;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a bar says of the invariants: that those that are watched hold, or which are broken and
 * since which event.
 *
 * @param text {@code I1-I9 \u2714}, or {@code I1 \u2718 e812}; empty when none is watched
 */
public record Strip(String text, boolean broken) {
  public static Strip of(ClusterView view) {
    Map<String, ClusterView.Watched> all = view.invariants();
    if (all.isEmpty()) {
      return new Strip("", false);
    }
    String broken =
        all.entrySet().stream()
            .filter(e -> e.getValue().broken())
            .map(e -> e.getKey() + " \u2718 e" + e.getValue().brokenAt())
            .collect(Collectors.joining(" "));
    List<String> names = List.copyOf(all.keySet());
    String range =
        names.size() == 1 ? names.get(0) : names.get(0) + "-" + names.get(names.size() - 1);
    return broken.isEmpty() ? new Strip(range + " \u2714", false) : new Strip(broken, true);
  }
}
