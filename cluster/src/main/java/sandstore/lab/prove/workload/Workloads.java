package sandstore.lab.prove.workload;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** All workloads, by name. */
public final class Workloads {
  private Workloads() {}

  /** One of each, by name. */
  public static List<Workload> all() {
    return ServiceLoader.load(Workload.class, Workload.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Workload::name))
        .toList();
  }

  public static List<String> names() {
    return all().stream().map(Workload::name).toList();
  }

  /**
   * A fresh one.
   *
   * @throws Refusal if there is none of this name
   */
  public static Workload named(String name) {
    return all().stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no workload " + Style.harmless(name),
                    "there are " + String.join(", ", names())));
  }
}
