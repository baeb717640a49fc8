package sandstore.shell.view;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import sandstore.lab.Refusal;

/** All views, in the order of their keys. */
final class Views {
  static final List<View> ALL =
      ServiceLoader.load(View.class, View.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparingInt(View::place))
          .toList();

  private Views() {}

  /**
   * @throws Refusal if there is none of that name
   */
  static View named(String name) {
    return ALL.stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no view " + sandstore.lab.Style.harmless(name), "views: " + names()));
  }

  static String names() {
    return ALL.stream().map(View::name).collect(Collectors.joining(", "));
  }

  /** The one so many places further. */
  static View after(String name, int steps) {
    int i = ALL.indexOf(named(name));
    return ALL.get(Math.floorMod(i + steps, ALL.size()));
  }
}
