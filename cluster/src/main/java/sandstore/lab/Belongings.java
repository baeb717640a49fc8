package sandstore.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes along with a cluster, one of a kind, from when it is first asked for. */
final class Belongings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);

  private final Map<Class<?>, AutoCloseable> all = new LinkedHashMap<>();

  synchronized <T extends AutoCloseable> T of(Class<T> kind, Supplier<T> maker) {
    return kind.cast(all.computeIfAbsent(kind, k -> maker.get()));
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable one : all.values()) {
      try {
        one.close();
      } catch (Exception e) {
        LOG.error("does not leave", e);
      }
    }
    all.clear();
  }
}
