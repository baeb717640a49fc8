package sandstore.lab.scene;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** All scenes, by name. */
final class Scenes {
  private Scenes() {}

  static List<Scene> all() {
    return ServiceLoader.load(Scene.class, Scene.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Scene::name))
        .toList();
  }

  static List<String> names() {
    return all().stream().map(Scene::name).toList();
  }

  /**
   * @throws Refusal if there is none of this name
   */
  static Scene named(String name) {
    return all().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "there is no scene " + Style.harmless(name),
                    "there are " + String.join(", ", names())));
  }
}
