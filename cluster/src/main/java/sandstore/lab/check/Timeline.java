package sandstore.lab.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;

/**
 * A problem in numbers, as both engines work on it: operations are indices, states too, and what
 * happens is one array of invocations and returns.
 */
final class Timeline {
  final Operation[] operations;

  /** By moment; {@code 2 * operation}, plus 1 if it is a return. Open operations have none. */
  final int[] events;

  /** Operations that never change anything: each may take effect as soon as it can. */
  final boolean[] pure;

  /**
   * Of an open operation the last one before it that does the very same; -1 if there is none. Which
   * of the two takes effect first makes no difference, so only the earlier one is tried.
   */
  final int[] twin;

  /** Writes that nobody sees, and that must have taken effect by their return. */
  final boolean[] unread;

  /** What the model was asked of late, an operation and a state, and what it said. */
  private final long[] questions;

  private final int[] answers;
  private final int answerBits;

  private final Model model;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private Object[] states = new Object[64];
  private long[] heldUntil = new long[64];

  Timeline(Problem problem) {
    model = problem.model();
    operations = problem.operations().toArray(Operation[]::new);
    int n = operations.length;
    answerBits = n < 1000 ? 8 : 14;
    questions = new long[1 << answerBits];
    Arrays.fill(questions, -1);
    answers = new int[1 << answerBits];
    pure = new boolean[n];
    twin = new int[n];
    unread = new boolean[n];
    Map<List<Object>, Integer> same = new HashMap<>();
    long[] moments = new long[2 * n];
    int[] all = new int[2 * n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      Operation o = operations[i];
      pure[i] = o.verb().reads() || o.outcome() == Outcome.MISMATCH;
      twin[i] = -1;
      unread[i] = !o.open() && model.unread(o);
      if (o.open()) {
        Integer last = same.put(List.of(o.verb(), o.key(), o.arguments()), i);
        twin[i] = last == null ? -1 : last;
      } else {
        moments[count] = o.returned();
        all[count++] = 2 * i + 1;
      }
      moments[count] = o.invoked();
      all[count++] = 2 * i;
    }
    events = sorted(all, moments, count);
  }

  /** In one moment invocations come first: intervals are closed. */
  private static int[] sorted(int[] all, long[] moments, int count) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            moments[a] != moments[b]
                ? Long.compare(moments[a], moments[b])
                : Integer.compare(all[a] & 1, all[b] & 1));
    int[] events = new int[count];
    Arrays.setAll(events, i -> all[order[i]]);
    return events;
  }

  /** The number of a state. */
  int number(Object state) {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    int number = numbers.size();
    numbers.put(state, number);
    if (number == states.length) {
      states = Arrays.copyOf(states, 2 * number);
      heldUntil = Arrays.copyOf(heldUntil, 2 * number);
    }
    states[number] = state;
    heldUntil[number] = model.heldUntil(state);
    return number;
  }

  Object state(int number) {
    return states[number];
  }

  /**
   * Whether leaving this state while everything up to a moment has been asked is hopeless: somebody
   * will see it who has not even asked.
   */
  boolean mustStay(int state, long moment) {
    return heldUntil[state] > moment;
  }

  /** The state after the operation; -1 if it is impossible in this one. */
  int after(int state, int operation) {
    long asked = ((long) operation << 32) | state;
    int slot = (int) ((asked * 0x9E3779B97F4A7C15L) >>> (64 - answerBits));
    if (questions[slot] != asked) {
      @Nullable Object then = model.after(states[state], operations[operation]);
      questions[slot] = asked;
      answers[slot] = then == null ? -1 : number(then);
    }
    return answers[slot];
  }
}
