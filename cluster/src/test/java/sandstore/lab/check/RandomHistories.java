package sandstore.lab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Makes histories of a register as a store would leave them, and now and then a wrong answer in
 * them. A real value is kept; each operation takes effect at a random moment of its interval.
 */
final class RandomHistories {
  private final Random random;
  private final List<Operation> operations = new ArrayList<>();
  private long moment;

  RandomHistories(long seed) {
    random = new Random(seed);
  }

  /** An operation under way. */
  private record Underway(
      int number, int client, Verb verb, List<Value> arguments, long invoked, boolean lost) {}

  private record Effect(Outcome outcome, List<Value> answer) {}

  /**
   * @param unique every write has a value of its own; else they repeat
   * @param wrong part of the reads that answer something else
   * @param lost part of the operations that are never answered; half of these take effect
   */
  List<Operation> register(
      int count, int clients, boolean unique, boolean appends, double wrong, double lost) {
    Value value = appends ? Value.text("") : Value.NIL;
    int begun = 0;
    int names = clients;
    int[] name = new int[clients];
    for (int c = 0; c < clients; c++) {
      name[c] = c;
    }
    Underway[] underway = new Underway[clients];
    Effect[] effects = new Effect[clients];
    int open = 0;
    while (begun < count || open > 0) {
      int c = random.nextInt(clients);
      Underway u = underway[c];
      moment++;
      if (u == null) {
        if (begun < count) {
          begun++;
          open++;
          underway[c] = invoke(begun, name[c], unique, appends, random.nextDouble() < lost);
        }
      } else if (effects[c] == null) {
        if (!u.lost || random.nextBoolean()) {
          effects[c] = effect(value, u, wrong);
          value = after(value, u, effects[c]);
        } else {
          effects[c] = new Effect(Outcome.UNKNOWN, List.of());
        }
      } else {
        operations.add(done(u, effects[c]));
        if (u.lost) {
          name[c] = names++;
        }
        underway[c] = null;
        effects[c] = null;
        open--;
      }
    }
    operations.sort(java.util.Comparator.comparingInt(Operation::number));
    return operations;
  }

  private Underway invoke(int n, int client, boolean unique, boolean appends, boolean lost) {
    int what = random.nextInt(10);
    Value fresh = fresh(n, unique, appends);
    if (what < 4) {
      return new Underway(n, client, Verb.READ, List.of(), moment, lost);
    }
    if (appends) {
      return new Underway(
          n, client, what < 9 ? Verb.APPEND : Verb.WRITE, List.of(fresh), moment, lost);
    }
    return what < 8
        ? new Underway(n, client, Verb.WRITE, List.of(fresh), moment, lost)
        : new Underway(n, client, Verb.CAS, List.of(old(n, unique), fresh), moment, lost);
  }

  private Value fresh(int n, boolean unique, boolean appends) {
    int v = unique ? n : random.nextInt(3);
    return appends ? Value.text((unique ? "x" : "") + v) : Value.number(Integer.toString(v));
  }

  private Value old(int n, boolean unique) {
    int v = unique ? Math.max(1, n - 1 - random.nextInt(4)) : random.nextInt(3);
    return Value.number(Integer.toString(v));
  }

  private Effect effect(Value value, Underway u, double wrong) {
    if (u.verb == Verb.READ) {
      boolean lies = random.nextDouble() < wrong;
      return new Effect(Outcome.OK, List.of(lies ? other(value) : value));
    }
    boolean matches = u.verb != Verb.CAS || u.arguments.get(0).equals(value);
    return new Effect(matches ? Outcome.OK : Outcome.MISMATCH, List.of());
  }

  private Value other(Value value) {
    List<Value> written =
        operations.stream().map(Pruning::written).filter(java.util.Objects::nonNull).toList();
    return written.isEmpty() ? Value.number("99") : written.get(random.nextInt(written.size()));
  }

  private static Value after(Value value, Underway u, Effect effect) {
    if (effect.outcome != Outcome.OK) {
      return value;
    }
    return switch (u.verb) {
      case WRITE -> u.arguments.get(0);
      case CAS -> u.arguments.get(1);
      case APPEND -> Value.text(value.text() + u.arguments.get(0).text());
      default -> value;
    };
  }

  private Operation done(Underway u, Effect effect) {
    return new Operation(
        u.number,
        Integer.toString(u.client),
        u.verb,
        "",
        u.arguments,
        u.lost ? Outcome.UNKNOWN : effect.outcome,
        u.lost ? List.of() : effect.answer,
        u.invoked,
        u.lost ? Operation.NEVER : moment,
        -1,
        -1);
  }
}
