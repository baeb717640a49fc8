package sandstore.lab.check;

import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;

/** A lock that is free or held. Whoever acquires it must find it free, whoever releases it held. */
record Mutex() implements Model {
  static final Object FREE = "free";
  static final Object HELD = "held";

  @Override
  public String name() {
    return "mutex";
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    return switch (o.verb()) {
      case ACQUIRE -> state.equals(FREE) ? HELD : null;
      case RELEASE -> state.equals(HELD) ? FREE : null;
      default -> throw new IllegalArgumentException("a mutex does not " + o.verb().word());
    };
  }

  @Override
  public String shown(Object state) {
    return (String) state;
  }

  @Override
  public String answer(Object state, Operation o) {
    return shown(state);
  }
}
