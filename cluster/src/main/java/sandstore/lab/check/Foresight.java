package sandstore.lab.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * A register to which text is appended, by someone who has read the history to its end.
 *
 * <p>Ten appends that overlap can have happened in 3,628,800 orders, and each gives another text.
 * Two things that are known from later reads leave few of them:
 *
 * <ul>
 *   <li>Between two writes a text only grows. If it is not the beginning of anything that was ever
 *       read, nobody reads it until the next write, and all such texts are as good as one.
 *   <li>If a part that was appended only once was read, then right after that append the text was
 *       what had been read up to the part's end. Any other order is wrong. (This needs parts that
 *       can be told apart: all begin with one character that they have nowhere else.)
 * </ul>
 *
 * @param read all texts that were read
 * @param through what was read, up to the end of a part, of each part that was written once and
 *     read
 */
record Foresight(NavigableSet<String> read, Map<String, String> through) implements Model {
  private static final Register REGISTER = new Register();

  /** Any text that nobody reads. */
  static final Value UNREAD = Value.word("something that nobody read");

  /** The problem with as much foresight as it allows. */
  static Problem of(Problem problem) {
    boolean appends = false;
    for (Operation o : problem.operations()) {
      appends |= o.verb() == Verb.APPEND;
    }
    if (!(problem.model() instanceof Register)) {
      return problem;
    }
    if (!appends) {
      return problem.under(Observed.in(problem));
    }
    if (problem.operations().stream().anyMatch(o -> o.verb() == Verb.CAS)) {
      return problem;
    }
    NavigableSet<String> read = new TreeSet<>();
    for (Operation o : problem.operations()) {
      if (o.verb() == Verb.READ && o.outcome() == Outcome.OK) {
        read.add(o.answer().get(0).text());
      }
    }
    return new Problem(
        problem.key(),
        new Foresight(read, through(problem, read)),
        problem.starts(),
        problem.operations());
  }

  private static Map<String, String> through(Problem problem, Set<String> read) {
    List<String> parts =
        problem.operations().stream()
            .filter(o -> o.verb() != Verb.READ)
            .map(o -> o.argument().text())
            .toList();
    if (parts.get(0).isEmpty()) {
      return Map.of();
    }
    char mark = parts.get(0).charAt(0);
    Set<String> once = new HashSet<>();
    Set<String> more = new HashSet<>();
    for (String part : parts) {
      if (part.lastIndexOf(mark) != 0) {
        return Map.of();
      }
      if (!once.add(part)) {
        more.add(part);
      }
    }
    once.removeAll(more);
    Map<String, String> through = new HashMap<>();
    Set<String> starts = new HashSet<>();
    problem.starts().forEach(s -> starts.add(((Value) s).text()));
    if (starts.stream().anyMatch(s -> s.indexOf(mark) >= 0)) {
      return Map.of(); // a part may have been there from the start
    }
    for (String text : read) {
      int from = text.indexOf(mark);
      while (from >= 0) {
        int next = text.indexOf(mark, from + 1);
        int to = next < 0 ? text.length() : next;
        String part = text.substring(from, to);
        if (once.contains(part)) {
          through.putIfAbsent(part, text.substring(0, to));
        }
        from = next;
      }
    }
    return through;
  }

  @Override
  public String name() {
    return REGISTER.name();
  }

  @Override
  public @Nullable Object after(Object state, Operation o) {
    if (o.verb() == Verb.READ) {
      return REGISTER.after(state, o);
    }
    String part = o.argument().text();
    String must = through.get(part);
    boolean unread = o.verb() == Verb.APPEND && state.equals(UNREAD);
    String becomes = o.verb() == Verb.APPEND ? ((Value) state).text() + part : part;
    if (must != null) {
      return !unread && must.equals(becomes) ? Value.text(becomes) : null;
    }
    return unread || !beginsSomethingRead(becomes) ? UNREAD : Value.text(becomes);
  }

  private boolean beginsSomethingRead(String text) {
    String next = read.ceiling(text);
    return next != null && next.startsWith(text);
  }

  @Override
  public String shown(Object state) {
    return REGISTER.shown(state);
  }

  @Override
  public String answer(Object state, Operation o) {
    return REGISTER.answer(state, o);
  }
}
