package sandstore.lab.check;

import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;

/** One value that is read, written, compared and set, and, as text, added to. */
record Register() implements Model {
  @Override
  public String name() {
    return "register";
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    Value value = (Value) state;
    return switch (o.verb()) {
      case READ -> o.answer().get(0).equals(value) ? value : null;
      case WRITE -> o.argument();
      case APPEND -> Value.text(value.text() + o.argument().text());
      case CAS -> compared(value, o);
      default -> throw new IllegalArgumentException("a register does not " + o.verb().word());
    };
  }

  private static @Nullable Value compared(Value value, Operation o) {
    boolean matches = o.argument().equals(value);
    if (o.outcome() == Outcome.MISMATCH) {
      return matches ? null : value;
    }
    return matches ? o.arguments().get(1) : null;
  }

  @Override
  public String shown(Object state) {
    return ((Value) state).shown();
  }

  @Override
  public String answer(Object state, Operation o) {
    return shown(state);
  }
}
