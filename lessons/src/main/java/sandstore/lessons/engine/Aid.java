package sandstore.lessons.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The help that someone has had with a lesson's tasks, and which they went past. */
final class Aid {
  private final Map<String, Integer> hintsShown = new ConcurrentHashMap<>();
  private final Set<String> skipped = ConcurrentHashMap.newKeySet();

  /** The number of the next step of help, from 0; when all were given, the last one again. */
  int next(String task, List<String> steps) {
    int shown = hintsShown.getOrDefault(task, 0);
    if (shown == steps.size()) {
      return shown - 1;
    }
    hintsShown.put(task, shown + 1);
    return shown;
  }

  int shown(String task) {
    return hintsShown.getOrDefault(task, 0);
  }

  int hints() {
    return hintsShown.values().stream().mapToInt(Integer::intValue).sum();
  }

  void skip(String task) {
    skipped.add(task);
  }

  boolean skipped(String task) {
    return skipped.contains(task);
  }

  /** What was passed over is asked for again; what was told cannot be taken back. */
  void begin() {
    skipped.clear();
  }
}
