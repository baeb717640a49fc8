package sandstore.lab.incident;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

/** The catalogue. */
final class Troubles {
  private Troubles() {}

  static List<Trouble> all() {
    return ServiceLoader.load(Trouble.class, Trouble.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Trouble::name))
        .toList();
  }

  static List<String> names() {
    return all().stream().map(Trouble::name).toList();
  }

  /**
   * @throws Refusal if there is none of this name
   */
  static Trouble named(String name) {
    return all().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "no trouble is called " + Style.harmless(name),
                    "there are " + String.join(", ", names())));
  }

  /** The nodes that run, in order. */
  static List<String> running(ClusterView view) {
    return view.running().stream().map(NodeView::id).map(Object::toString).sorted().toList();
  }

  /** Those that do not lead. */
  static List<String> followers(ClusterView view) {
    String leader = view.leader().map(l -> l.id().name()).orElse("");
    return running(view).stream().filter(n -> !n.equals(leader)).toList();
  }
}
