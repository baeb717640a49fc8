package sandstore.lab.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Several keys among which values are renamed. A rename touches two keys in one moment, so they
 * cannot be checked one by one.
 *
 * @param keys sorted; a state is a list of their values in this order
 */
record RenameGroup(List<String> keys) implements Model {
  private static final Register ONE = new Register();

  @Override
  public String name() {
    return "files that are renamed";
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    List<?> values = (List<?>) state;
    int at = keys.indexOf(o.key());
    Object here = values.get(at);
    if (o.verb() != Verb.RENAME) {
      Object then = ONE.after(here, o);
      return then == null ? null : with(values, at, then);
    }
    if (here.equals(Value.NIL)) {
      return null;
    }
    int to = keys.indexOf(o.argument().text());
    return to == at ? values : with(with(values, at, Value.NIL), to, here);
  }

  private static List<Object> with(List<?> values, int at, Object value) {
    List<Object> changed = new ArrayList<>(values);
    changed.set(at, value);
    return changed;
  }

  @Override
  public String shown(Object state) {
    List<?> values = (List<?>) state;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < keys.size() && i < 6; i++) {
      words.add(keys.get(i) + " " + ONE.shown(values.get(i)));
    }
    return String.join(", ", words) + (keys.size() > 6 ? " .." : "");
  }

  @Override
  public String answer(Object state, Operation o) {
    return ONE.shown(((List<?>) state).get(keys.indexOf(o.key())));
  }
}
