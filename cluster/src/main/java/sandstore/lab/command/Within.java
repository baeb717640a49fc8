package sandstore.lab.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lab.Context;
import sandstore.lab.Job;
import sandstore.lab.Refusal;
import sandstore.lab.Unmet;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Condition;
import sandstore.lab.condition.JobState;
import sandstore.lab.condition.Verdict;
import sandstore.lab.view.ClusterView;

/**
 * A condition and how long it may take to come true.
 *
 * @param condition CEL, as typed
 */
record Within(String condition, Duration patience) {
  private static final Pattern JOB = Pattern.compile("\\bjob\\(\\s*([0-9]{1,9})\\s*\\)");

  /**
   * @throws Refusal if how long is said otherwise than by {@code within DURATION} at its end
   */
  static Within parse(List<String> typed, Duration otherwise) {
    int n = typed.size();
    Optional<String> option = typed.stream().filter(w -> w.matches("--[a-z].*")).findFirst();
    if (option.isPresent() || typed.get(n - 1).equals("within")) {
      throw new Refusal(
          option.map(o -> "there is no option " + o).orElse("within how long?"),
          "how long stands at the end: wait leader != '' within 5s");
    }
    if (n > 2 && typed.get(n - 2).equals("within")) {
      return new Within(
          String.join(" ", typed.subList(0, n - 2)), Quantities.duration(typed.get(n - 1)));
    }
    return new Within(String.join(" ", typed), otherwise);
  }

  /** Returns when it is true; {@link Unmet} with what was seen when it does not become so. */
  void await(Context context, String kind) throws InterruptedException {
    Condition compiled = compiled(condition);
    jobsExist(context);
    Verdict first = judge(context, compiled, context.view());
    AtomicReference<Verdict> last = new AtomicReference<>(first);
    boolean met =
        first.isTrue()
            || context
                .lab()
                .await(
                    view -> {
                      Verdict now = judge(context, compiled, view);
                      last.set(now);
                      return now.isTrue();
                    },
                    patience);
    if (!met && !patience.isZero()) {
      context.cluster(); // without one, nothing could make it true
    }
    if (!met) {
      String saw = Objects.requireNonNull(last.get()).saw();
      throw new Unmet(
          "not true"
              + (patience.isZero() ? "" : " within " + patience.toMillis() + " ms")
              + ": "
              + condition
              + (saw.isEmpty() ? "" : "; saw " + saw));
    }
    context.result(kind, Map.of("condition", condition), "true: " + condition);
  }

  /**
   * @throws Refusal if it is no condition
   */
  static Condition compiled(String condition) {
    try {
      return Condition.compile(condition);
    } catch (BadCondition e) {
      throw new Refusal(e.getMessage() + " (at character " + (e.position() + 1) + ")", e.hint());
    }
  }

  private void jobsExist(Context context) {
    Matcher named = JOB.matcher(condition);
    while (named.find()) {
      if (context.jobs().job(Integer.parseInt(named.group(1))).isEmpty()) {
        throw new Refusal("there is no job " + named.group(1), "jobs lists them");
      }
    }
  }

  static Verdict judge(Context context, Condition compiled, ClusterView view) {
    return compiled.evaluate(view, number -> state(context, number));
  }

  private static JobState state(Context context, long number) {
    return context.jobs().job((int) number).map(Within::state).orElse(JobState.NONE);
  }

  private static JobState state(Job job) {
    return new JobState(job.bytes(), !job.running(), job.ending().map(e -> e.status()).orElse(-1));
  }
}
