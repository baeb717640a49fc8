package sandstore.lab.check;

import java.util.List;
import sandstore.lab.history.Operation;

/**
 * One thing to be judged by itself: a key, or keys that renames tie together.
 *
 * @param key its name for people; empty if the history has only one thing in it
 * @param starts the states in which it may have begun; usually one
 * @param operations by invocation
 */
record Problem(String key, Model model, List<Object> starts, List<Operation> operations) {
  Problem {
    starts = List.copyOf(starts);
    operations = List.copyOf(operations);
  }

  Problem under(Model other) {
    return new Problem(key, other, starts, operations);
  }

  Problem with(List<Operation> others) {
    return new Problem(key, model, starts, others);
  }
}
