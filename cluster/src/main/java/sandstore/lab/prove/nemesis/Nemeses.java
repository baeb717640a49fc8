package sandstore.lab.prove.nemesis;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** All nemeses, by name. */
public final class Nemeses {
  private Nemeses() {}

  /** One of each, by name. */
  public static List<Nemesis> all() {
    return ServiceLoader.load(Nemesis.class, Nemesis.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Nemesis::name))
        .toList();
  }

  public static List<String> names() {
    return all().stream().map(Nemesis::name).toList();
  }

  /** Those that make sense there. */
  public static List<String> fitting(String topology, int nodes) {
    return all().stream().filter(n -> n.fits(topology, nodes)).map(Nemesis::name).toList();
  }

  /**
   * @throws Refusal if there is none of this name
   */
  public static Nemesis named(String name) {
    return all().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no nemesis " + Style.harmless(name),
                    "there are " + String.join(", ", names())));
  }
}
