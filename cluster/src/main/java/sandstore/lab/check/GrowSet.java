package sandstore.lab.check;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Value;

/** A set to which elements are added, and whose elements are listed all at once. */
record GrowSet() implements Model {
  /**
   * The elements, with a sum over them, so that two large sets are compared only when they are
   * likely to be equal.
   */
  static final class Elements {
    static final Elements NONE = new Elements(HashTreePSet.empty(), 0);

    private final PSet<Value> all;
    private final int sum;

    private Elements(PSet<Value> all, int sum) {
      this.all = all;
      this.sum = sum;
    }

    Elements with(Value value) {
      PSet<Value> more = all.plus(value);
      return more.size() == all.size() ? this : new Elements(more, sum + spread(value));
    }

    private static int spread(Value value) {
      int h = value.hashCode() * 0x9E3779B9;
      return h ^ (h >>> 15);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Elements e
          && sum == e.sum
          && all.size() == e.all.size()
          && (all == e.all || all.containsAll(e.all));
    }

    @Override
    public int hashCode() {
      return sum;
    }
  }

  @Override
  public String name() {
    return "set";
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    Elements elements = (Elements) state;
    return switch (o.verb()) {
      case ADD -> elements.with(o.argument());
      case MEMBERS -> sees(o, elements) ? elements : null;
      default -> throw new IllegalArgumentException("a set does not " + o.verb().word());
    };
  }

  private static boolean sees(Operation o, Elements elements) {
    return o.answer().size() >= elements.all.size()
        && elements.all.containsAll(o.answer())
        && Set.copyOf(o.answer()).size() == elements.all.size();
  }

  @Override
  public String shown(Object state) {
    PSet<Value> all = ((Elements) state).all;
    String first =
        all.stream().map(Value::shown).sorted().limit(6).collect(Collectors.joining(" "));
    return "{" + first + (all.size() > 6 ? " .. " + all.size() + " in all" : "") + "}";
  }

  @Override
  public String answer(Object state, Operation o) {
    return shown(state);
  }
}
