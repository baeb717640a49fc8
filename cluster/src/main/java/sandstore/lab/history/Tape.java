package sandstore.lab.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import sandstore.lab.history.Operation.Outcome;

/**
 * What clients did, as they tell it themselves: when they asked, and when and what they were told.
 * Moments are {@link System#nanoTime}, taken before a request can have left and after its answer
 * has come. Safe for use by several threads.
 */
public final class Tape {
  /** Operations that are kept; later ones are counted. */
  static final int MOST = 1_000_000;

  private final List<Note> notes = new ArrayList<>();
  private long leftOut;

  /** One client's lane. It does one thing at a time, and is for one thread. */
  public final class Lane {
    private final String name;
    private int life = 1;

    private Lane(String name) {
      this.name = name;
    }

    /** The name, and from the second life on which that is. */
    public String client() {
      return life == 1 ? name : name + "." + life;
    }

    /**
     * It asks for something, now; the answer is told to what this returns.
     *
     * @param arguments as {@link Operation} has them
     */
    public Note asks(Verb verb, String key, Value... arguments) {
      return note(this, verb, key, List.of(arguments));
    }
  }

  /** An operation under way. Whatever is never answered has an unknown outcome. */
  public final class Note {
    private final Lane lane;
    private final String client;
    private Verb verb;
    private final String key;
    private List<Value> arguments;
    private final long invoked = System.nanoTime();
    private Outcome outcome = Outcome.UNKNOWN;
    private List<Value> answer = List.of();
    private long returned = Operation.NEVER;

    private Note(Lane lane, Verb verb, String key, List<Value> arguments) {
      this.lane = lane;
      this.client = lane.client();
      this.verb = verb;
      this.key = key;
      this.arguments = arguments;
    }

    /** It took effect; a read saw this. */
    public void ok(Value... saw) {
      answered(Outcome.OK, List.of(saw));
    }

    /** A compare-and-set found another value. */
    public void mismatch() {
      answered(Outcome.MISMATCH, List.of());
    }

    /** It changed nothing, but its answer tells what the key held: it was a read, after all. */
    public void found(Value saw) {
      synchronized (Tape.this) {
        verb = Verb.READ;
        arguments = List.of();
        answered(Outcome.OK, List.of(saw));
      }
    }

    /** It did not take effect, and never will. */
    public void not() {
      answered(Outcome.NOT, List.of());
    }

    /** Nobody knows: its client does nothing more, another takes its place. */
    public void unknown() {
      lane.life++;
    }

    /** How long it took, or has taken until now. */
    public long nanos() {
      synchronized (Tape.this) {
        return (returned == Operation.NEVER ? System.nanoTime() : returned) - invoked;
      }
    }

    private void answered(Outcome how, List<Value> saw) {
      synchronized (Tape.this) {
        outcome = how;
        answer = saw;
        returned = System.nanoTime();
      }
    }

    private Operation operation() {
      boolean open = outcome == Outcome.UNKNOWN;
      return new Operation(
          1,
          client,
          verb,
          key,
          arguments,
          outcome,
          answer,
          invoked,
          returned,
          invoked,
          open ? -1 : returned);
    }
  }

  /** A client of this name; no other lane may have it. */
  public Lane lane(String name) {
    return new Lane(name);
  }

  private synchronized Note note(Lane lane, Verb verb, String key, List<Value> arguments) {
    Note note = new Note(lane, verb, key, arguments);
    if (notes.size() < MOST) {
      notes.add(note);
    } else {
      leftOut++;
    }
    return note;
  }

  synchronized long leftOut() {
    return leftOut;
  }

  synchronized List<Operation> operations() {
    return notes.stream().map(Note::operation).toList();
  }

  /** All of them by invocation, numbered. */
  static List<Operation> inOrder(List<Operation> some, List<Operation> others) {
    List<Operation> sorted =
        Stream.concat(some.stream(), others.stream())
            .sorted(Comparator.comparingLong(Operation::invoked))
            .toList();
    List<Operation> numbered = new ArrayList<>(sorted.size());
    for (Operation o : sorted) {
      numbered.add(o.numbered(numbered.size() + 1));
    }
    return numbered;
  }
}
