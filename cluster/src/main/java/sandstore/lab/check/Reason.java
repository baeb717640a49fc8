package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/** Says in words why an operation is impossible. */
final class Reason {
  private static final int MOST = 3;

  private final Problem whole;
  private final Problem small;
  private final Operation culprit;
  private final Set<Object> possible;

  /**
   * @param whole all operations on the key
   * @param small those in the picture
   * @param possible the states that the culprit could have found; empty if that is not known
   */
  Reason(Problem whole, Problem small, Operation culprit, Set<Object> possible) {
    this.whole = whole;
    this.small = small;
    this.culprit = culprit;
    this.possible = possible;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    sentences.add(told() + could());
    String why = why();
    if (!why.isEmpty()) {
      sentences.add(why);
    }
    return sentences;
  }

  private String told() {
    String who = "Client " + culprit.client();
    String of = culprit.key().isEmpty() ? "" : " of " + culprit.key();
    return switch (culprit.verb()) {
      case READ, MEMBERS -> {
        String seen =
            culprit.answer().size() == 1 && culprit.verb() == Verb.READ
                ? culprit.answer().get(0).shown()
                : Value.shown(culprit.answer());
        boolean noFile =
            culprit.answer().equals(List.of(Value.NIL)) && culprit.key().startsWith("/");
        yield noFile ? who + " found nothing at " + culprit.key() : who + " read " + seen + of;
      }
      case CAS ->
          culprit.outcome() == Outcome.MISMATCH
              ? who + "'s cas was told that it did not find " + culprit.argument().shown()
              : who + "'s cas found " + culprit.argument().shown();
      case ACQUIRE -> who + " was given the lock";
      case RELEASE -> who + " gave the lock back";
      case RENAME -> who + " renamed " + culprit.key();
      default -> who + " did " + culprit.shown();
    };
  }

  private String could() {
    if (possible.isEmpty()) {
      return ", which no order of the operations explains.";
    }
    if (possible.stream().anyMatch(s -> small.model().after(s, culprit) != null)) {
      return small.model() instanceof Mutex
          ? ", but whenever it could have been, another client needed that moment for an operation"
              + " that was answered too."
          : ". There were moments at which that could be, but then something else that was answered"
              + " could not.";
    }
    List<String> values =
        possible.stream().map(s -> small.model().answer(s, culprit)).distinct().sorted().toList();
    if (small.model() instanceof Mutex) {
      return ", but it was " + String.join(" or ", values) + " all the time.";
    }
    String some = String.join(" or ", values.subList(0, Math.min(MOST, values.size())));
    int more = values.size() - MOST;
    return ", but between its call and its answer "
        + (values.size() == 1 ? "the only value there was is " : "the value was one of ")
        + some
        + (more > 0 ? " or " + more + " more" : "")
        + ".";
  }

  private String why() {
    Value seen = Pruning.seen(culprit);
    if (seen == null || !(small.model() instanceof Register)) {
      return "";
    }
    String words = seen.shown();
    List<Operation> writers =
        whole.operations().stream()
            .filter(o -> o.number() != culprit.number() && seen.equals(Pruning.written(o)))
            .toList();
    boolean appended = whole.operations().stream().anyMatch(o -> o.verb() == Verb.APPEND);
    if (appended) {
      return missing(seen.text());
    }
    boolean start = whole.starts().contains(seen);
    if (writers.isEmpty() && !start) {
      return "Nobody wrote " + words + ".";
    }
    if (!start && writers.stream().allMatch(culprit::precedes)) {
      return words + " was asked to be written only after that.";
    }
    return small.operations().stream()
        .filter(o -> o.precedes(culprit) && o.outcome() == Outcome.OK)
        .filter(o -> holds(o) != null && !seen.equals(holds(o)))
        .reduce((a, b) -> a.returned() > b.returned() ? a : b)
        .map(o -> instead(words, o))
        .orElse("");
  }

  /** What the value was once the operation had taken effect. */
  private static @Nullable Value holds(Operation o) {
    Value written = Pruning.written(o);
    return written == null ? Pruning.seen(o) : written;
  }

  private static int commonLength(String a, String b) {
    int mismatch = Arrays.mismatch(a.toCharArray(), b.toCharArray());
    return mismatch < 0 ? a.length() : mismatch;
  }

  /** What every text that was possible goes on with, after what was read. */
  private String missing(String seen) {
    String common = null;
    int nearest = 0;
    for (Object state : possible) {
      String text = ((Value) state).text();
      nearest = Math.max(nearest, commonLength(seen, text));
      int same = common == null ? text.length() : commonLength(common, text);
      common = common == null ? text : text.substring(0, same);
    }
    if (common != null && common.length() > seen.length() && common.startsWith(seen)) {
      return "What it read is too old: by then at least "
          + Value.text(common.substring(seen.length())).shown()
          + " had been added to it.";
    }
    return nearest == 0 || nearest == seen.length()
        ? ""
        : "After "
            + Value.text(seen.substring(0, nearest)).shown()
            + " it differs from all of them.";
  }

  private String instead(String words, Operation last) {
    return words
        + " was gone by then: "
        + last.shown()
        + " of client "
        + last.client()
        + " had been answered before this was asked, and nothing brought "
        + words
        + " back.";
  }
}
