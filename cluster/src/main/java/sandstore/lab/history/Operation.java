package sandstore.lab.history;

import java.util.List;

/**
 * One operation of one client, from when it was asked for to when it was answered.
 *
 * <p>Its interval is closed: two operations that touch in one moment are concurrent. Moments are
 * places in the one order in which everything was seen; a file's lines, say. Nanoseconds are kept
 * beside them for those who read, and decide nothing.
 *
 * @param number from 1, in the order of invocation
 * @param client whose lane it is in
 * @param key what it is about; empty where there is only one thing
 * @param arguments of a write or an append the value, of a compare-and-set the two, of a rename the
 *     other key as text; else none
 * @param answer of a read what it saw, of {@link Verb#MEMBERS} all elements; else none
 * @param invoked the moment at which it was asked for
 * @param returned the moment of its answer; {@link #NEVER} if there was none
 * @param startNanos of {@code invoked}, on one monotonic clock; -1 if not known
 * @param endNanos of {@code returned}; -1 if not known
 */
public record Operation(
    int number,
    String client,
    Verb verb,
    String key,
    List<Value> arguments,
    Outcome outcome,
    List<Value> answer,
    long invoked,
    long returned,
    long startNanos,
    long endNanos) {
  /** The return of what never returned: it may take effect at any time after its invocation. */
  public static final long NEVER = Long.MAX_VALUE;

  /** How it ended, as its client knows. */
  public enum Outcome {
    /** It took effect, and was answered. */
    OK,
    /** A compare-and-set that was carried out, and found another value: it did see something. */
    MISMATCH,
    /** It did not take effect and never will. */
    NOT,
    /** Nobody knows. */
    UNKNOWN
  }

  public Operation {
    arguments = List.copyOf(arguments);
    answer = List.copyOf(answer);
    if (returned < invoked) {
      throw new IllegalArgumentException("it ends before it begins: " + invoked + ", " + returned);
    }
  }

  /** Whether it may take effect at any time to come. */
  public boolean open() {
    return returned == NEVER;
  }

  /** Whether it ended before the other began: then it took effect before it, too. */
  public boolean precedes(Operation other) {
    return returned < other.invoked;
  }

  /** The only argument, or the first. */
  public Value argument() {
    return arguments.get(0);
  }

  Operation numbered(int other) {
    return new Operation(
        other,
        client,
        verb,
        key,
        arguments,
        outcome,
        answer,
        invoked,
        returned,
        startNanos,
        endNanos);
  }

  /** The same, with another return; for a bound that follows from what others saw. */
  public Operation returningBy(long moment) {
    return new Operation(
        number, client, verb, key, arguments, outcome, answer, invoked, moment, startNanos, -1);
  }

  /** {@code read 3}, {@code cas 1 -> 2}: as a picture shows it. */
  public String shown() {
    return switch (verb) {
      case READ -> answer.isEmpty() ? "read" : "read " + answer.get(0).shown();
      case WRITE -> argument().isNil() && !key.isEmpty() ? "remove" : "write " + argument().shown();
      case CAS ->
          "cas "
              + argument().shown()
              + " -> "
              + arguments.get(1).shown()
              + (outcome == Outcome.MISMATCH ? " (no match)" : "");
      case APPEND, ADD -> verb.word() + " " + argument().shown();
      case MEMBERS -> "members " + Value.shown(answer);
      case ACQUIRE, RELEASE -> verb.word();
      case RENAME -> "rename " + key + " -> " + argument().text();
    };
  }
}
