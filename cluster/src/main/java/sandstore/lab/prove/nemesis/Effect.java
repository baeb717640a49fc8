package sandstore.lab.prove.nemesis;

import java.util.function.Predicate;
import sandstore.proto.Event;

/** Hears events from the moment at which a fault began, and says when it has seen its effect. */
public interface Effect {
  /** Whether the effect has been seen, with this event at the latest. */
  boolean hears(Event event);

  /** One such event is enough. */
  static Effect of(Predicate<Event> shows) {
    return new Effect() {
      private boolean seen;

      @Override
      public boolean hears(Event event) {
        seen |= shows.test(event);
        return seen;
      }
    };
  }
}
