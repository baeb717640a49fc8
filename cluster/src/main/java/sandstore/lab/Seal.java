package sandstore.lab;

import java.util.function.Predicate;
import sandstore.proto.Event;

/**
 * Keeps events back that would say what somebody is to find out. What is kept back is in no view,
 * no log and no recording; it is lost. Threads may share it.
 */
final class Seal {
  private static final Predicate<Event> NOTHING = event -> false;

  private volatile Predicate<Event> secret = NOTHING;

  boolean keepsBack(Event event) {
    return secret.test(event);
  }

  /** From now on these and no others. */
  void on(Predicate<Event> events) {
    secret = events;
  }

  void off() {
    secret = NOTHING;
  }
}
