package sandstore.lab.figures;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Measurements that belong together: what {@code figures --only NAME} runs. A class each, annotated
 * as a service; nothing else names it.
 */
public interface Suite {
  /** One lower-case word. */
  String name();

  /** What it measures, in a few words, for the help. */
  String about();

  /** Suites run in this order. */
  int order();

  /** Whether it runs when none is named: not what needs more room than others. */
  default boolean usual() {
    return true;
  }

  List<Figure> measure(TestBed bed) throws IOException, InterruptedException;

  /** All that are on the class path, in their order. */
  static List<Suite> all() {
    return ServiceLoader.load(Suite.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(Suite::order))
        .toList();
  }
}
