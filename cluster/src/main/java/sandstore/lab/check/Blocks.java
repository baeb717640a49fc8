package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;

/**
 * The operations of a register by the value that they are about, and the values by the
 * compare-and-sets that made one of another. See {@link Zones}.
 *
 * <p>Values are numbers; 0 is what was there in the beginning.
 */
final class Blocks {
  private static final int NONE = -1;

  /** A value that was seen, and that nobody wrote. */
  private static final int NEVER_WRITTEN = -2;

  final Operation[] operations;

  /** Of each operation the value that it saw there, or would have had to; {@link #NONE}. */
  private final int[] saw;

  /** Of each operation the value that it wrote. */
  private final int[] wrote;

  /** Of each value who wrote it; {@link #NONE} of the first. */
  private final int[] writer;

  /** The value that a compare-and-set made this one of. */
  private final int[] madeOf;

  /** What is known at a moment, see {@link #clash}. */
  private final boolean[] there;

  private final int[] firstReturn; // operations; -1 as long as there is none
  private final int[] lastInvocation;
  private final int[] becomes; // the value that a compare-and-set made of it

  /**
   * Operations that contradict each other.
   *
   * @param operations their indices
   */
  record Clash(List<Integer> operations) {
    Clash(int... of) {
      this(Arrays.stream(of).filter(i -> i >= 0).distinct().boxed().toList());
    }
  }

  private Blocks(Operation[] operations, int[] saw, int[] wrote, int[] writer, int[] madeOf) {
    this.operations = operations;
    this.saw = saw;
    this.wrote = wrote;
    this.writer = writer;
    this.madeOf = madeOf;
    int values = writer.length;
    there = new boolean[values];
    firstReturn = new int[values];
    lastInvocation = new int[values];
    becomes = new int[values];
  }

  /** Null if a value is written twice, or the operations are not those of a register. */
  static @Nullable Blocks of(Problem problem) {
    if (!(problem.model() instanceof Register) || problem.starts().size() != 1) {
      return null;
    }
    Operation[] operations = problem.operations().toArray(Operation[]::new);
    int[] wrote = new int[operations.length];
    int[] saw = new int[operations.length];
    int[] writer = new int[operations.length + 1];
    Map<Value, Integer> numbers = new HashMap<>();
    numbers.put((Value) problem.starts().get(0), 0);
    writer[0] = NONE;
    for (int i = 0; i < operations.length; i++) {
      Value value = Pruning.written(operations[i]);
      wrote[i] = value == null ? NONE : numbers.size();
      if (value != null && numbers.put(value, numbers.size()) != null) {
        return null;
      }
      if (value != null) {
        writer[wrote[i]] = i;
      }
    }
    int[] madeOf = new int[numbers.size()];
    Arrays.fill(madeOf, NONE);
    for (int i = 0; i < operations.length; i++) {
      Operation o = operations[i];
      switch (o.verb()) {
        case WRITE -> saw[i] = NONE;
        case READ -> saw[i] = numbers.getOrDefault(o.answer().get(0), NEVER_WRITTEN);
        case CAS -> saw[i] = numbers.getOrDefault(o.argument(), NEVER_WRITTEN);
        default -> {
          return null;
        }
      }
      if (wrote[i] >= 0) {
        madeOf[wrote[i]] = saw[i];
      }
    }
    return madeInACircle(madeOf)
        ? null
        : new Blocks(operations, saw, wrote, Arrays.copyOf(writer, madeOf.length), madeOf);
  }

  private static boolean madeInACircle(int[] madeOf) {
    int[] walk = new int[madeOf.length]; // from which value on it was come by, plus 1
    for (int v = 0; v < madeOf.length; v++) {
      int at = v;
      while (at >= 0 && walk[at] == 0) {
        walk[at] = v + 1;
        at = madeOf[at];
      }
      if (at >= 0 && walk[at] == v + 1) {
        return true;
      }
    }
    return false;
  }

  /** Whether the operation is a compare-and-set that found another value. */
  boolean mismatch(int operation) {
    return operations[operation].outcome() == Outcome.MISMATCH;
  }

  int values() {
    return writer.length;
  }

  int saw(int operation) {
    return saw[operation];
  }

  /** The value in whose block the operation is. */
  int about(int operation) {
    return wrote[operation] >= 0 ? wrote[operation] : saw[operation];
  }

  int writer(int value) {
    return writer[value];
  }

  boolean isRoot(int value) {
    return there[value] && madeOf[value] < 0;
  }

  int becomes(int value) {
    return becomes[value];
  }

  long firstReturn(int value) {
    return value == 0
        ? -1
        : firstReturn[value] < 0 ? Operation.NEVER : operations[firstReturn[value]].returned();
  }

  long lastInvocation(int value) {
    return lastInvocation[value] < 0 ? -1 : operations[lastInvocation[value]].invoked();
  }

  /** Those who wrote the value that the operation is about, and what that was made of. */
  List<Integer> writersUpTo(int operation) {
    List<Integer> writers = new ArrayList<>();
    for (int v = about(operation); v > 0; v = madeOf[v]) {
      writers.add(writer[v]);
    }
    return writers;
  }

  /** If the operation had not returned at the moment of the last clash: who proves that it was. */
  List<Integer> whoSaw(int operation, long moment) {
    List<Integer> proof = new ArrayList<>();
    if (operations[operation].returned() > moment && wrote[operation] >= 0) {
      int v = wrote[operation];
      while (firstReturn[v] < 0 && becomes[v] >= 0) {
        v = becomes[v];
        proof.add(writer[v]);
      }
      if (firstReturn[v] >= 0) {
        proof.add(firstReturn[v]);
      }
    }
    return proof;
  }

  /**
   * What contradicts what, as far as it could be seen by a moment; null if nothing does. A write
   * that has not returned by then counts once somebody has seen its value.
   */
  @Nullable Clash clash(long moment) {
    Arrays.fill(there, false);
    Arrays.fill(firstReturn, NONE);
    Arrays.fill(lastInvocation, NONE);
    Arrays.fill(becomes, NONE);
    there[0] = true;
    for (int i = 0; i < operations.length; i++) {
      if (operations[i].returned() <= moment && !mismatch(i)) {
        Clash clash = returned(i);
        if (clash != null) {
          return clash;
        }
      }
    }
    Clash clash = new Intervals(this).clash();
    return clash == null ? mismatched(moment) : clash;
  }

  private @Nullable Clash returned(int i) {
    int value = about(i);
    if (value == NEVER_WRITTEN) {
      return new Clash(i);
    }
    Clash clash = there(value, i);
    if (clash != null) {
      return clash;
    }
    if (writer[value] >= 0 && operations[writer[value]].invoked() > operations[i].returned()) {
      return new Clash(i, writer[value]);
    }
    int first = firstReturn[value];
    if (first < 0 || operations[i].returned() < operations[first].returned()) {
      firstReturn[value] = i;
    }
    invoked(value, i);
    return null;
  }

  private void invoked(int value, int i) {
    int last = lastInvocation[value];
    if (last < 0 || operations[i].invoked() > operations[last].invoked()) {
      lastInvocation[value] = i;
    }
  }

  /** The value was there, and so was what it was made of. */
  private @Nullable Clash there(int value, int because) {
    for (int v = value; v >= 0 && !there[v]; v = madeOf[v]) {
      there[v] = true;
      invoked(v, writer[v]);
      int of = madeOf[v];
      if (of == NEVER_WRITTEN) {
        return new Clash(because, writer[v]);
      }
      if (of >= 0) {
        if (becomes[of] >= 0) {
          return new Clash(because, writer[v], writer[becomes[of]]);
        }
        becomes[of] = v;
      }
    }
    return null;
  }

  int firstReturnOf(int value) {
    return firstReturn[value];
  }

  int lastInvocationOf(int value) {
    return lastInvocation[value];
  }

  /** A compare-and-set that did not find a value which was there all the time. */
  private @Nullable Clash mismatched(long moment) {
    for (int i = 0; i < operations.length; i++) {
      Operation o = operations[i];
      if (!mismatch(i) || o.returned() > moment || saw[i] < 0 || !there[saw[i]]) {
        continue;
      }
      int value = saw[i];
      int last = lastInvocation[value];
      if (becomes[value] >= 0) {
        int taker = writer[becomes[value]];
        last = last < 0 || operations[taker].invoked() > operations[last].invoked() ? taker : last;
      }
      if (firstReturn(value) < o.invoked()
          && last >= 0
          && operations[last].invoked() > o.returned()) {
        return new Clash(i, firstReturn[value], last);
      }
    }
    return null;
  }
}
