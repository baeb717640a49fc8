package sandstore.lab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sandstore.lab.history.Operation;
import sandstore.lab.history.Operation.Outcome;
import sandstore.lab.history.Value;
import sandstore.lab.history.Verb;

/**
 * Takes a history apart. Linearizability is local (Herlihy and Wing, theorem 1): a history is
 * linearizable if and only if that of each object is. Many small problems are far easier than one
 * large one, since the work grows with how many operations overlap.
 *
 * <p>An object is a key, or all keys that renames tie to it, however indirectly.
 */
final class Partition {
  private static final int MOST_STARTS = 256;

  private final Start start;

  /**
   * What keys hold in the beginning.
   *
   * @param value of each key
   * @param known false: they may also hold anything else that is seen
   */
  record Start(Value value, boolean known) {}

  Partition(Start start) {
    this.start = start;
  }

  /** The problems, by key. */
  List<Problem> of(List<Operation> operations) {
    Map<String, String> parent = new HashMap<>();
    for (Operation o : operations) {
      String root = root(parent, o.key());
      if (o.verb() == Verb.RENAME) {
        parent.put(root, root(parent, o.argument().text()));
      }
    }
    Map<String, List<Operation>> groups = new TreeMap<>();
    Map<String, Set<String>> keys = new HashMap<>();
    for (Operation o : operations) {
      String root = root(parent, o.key());
      groups.computeIfAbsent(root, r -> new ArrayList<>()).add(o);
      keys.computeIfAbsent(root, r -> new TreeSet<>()).add(o.key());
      if (o.verb() == Verb.RENAME) {
        keys.computeIfAbsent(root, r -> new TreeSet<>()).add(o.argument().text());
      }
    }
    return groups.entrySet().stream()
        .map(g -> problem(List.copyOf(keys.getOrDefault(g.getKey(), Set.of())), g.getValue()))
        .toList();
  }

  private static String root(Map<String, String> parent, String key) {
    String at = key;
    while (!parent.computeIfAbsent(at, k -> k).equals(at)) {
      String above = parent.getOrDefault(at, at);
      parent.put(at, parent.getOrDefault(above, above)); // paths get shorter on the way
      at = above;
    }
    return at;
  }

  private Problem problem(List<String> keys, List<Operation> operations) {
    Set<Verb> verbs = operations.stream().map(Operation::verb).collect(Collectors.toSet());
    String name = keys.stream().limit(4).collect(Collectors.joining(", "));
    if (verbs.contains(Verb.ACQUIRE) || verbs.contains(Verb.RELEASE)) {
      require(verbs, Set.of(Verb.ACQUIRE, Verb.RELEASE), "a lock");
      return new Problem(name, new Mutex(), List.of(Mutex.FREE), operations);
    }
    if (verbs.contains(Verb.ADD) || verbs.contains(Verb.MEMBERS)) {
      require(verbs, Set.of(Verb.ADD, Verb.MEMBERS), "a set");
      return new Problem(name, new GrowSet(), List.of(GrowSet.Elements.NONE), operations);
    }
    List<Value> values = starts(operations);
    if (!verbs.contains(Verb.RENAME)) {
      return new Problem(name, new Register(), List.copyOf(values), operations);
    }
    List<Object> starts = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < keys.size() && starts.size() * values.size() <= MOST_STARTS; i++) {
      starts = longer(starts, values);
    }
    while (((List<?>) starts.get(0)).size() < keys.size()) {
      starts = longer(starts, List.of(start.value()));
    }
    return new Problem(name, new RenameGroup(keys), starts, operations);
  }

  private static List<Object> longer(List<Object> starts, List<Value> values) {
    List<Object> longer = new ArrayList<>();
    for (Object s : starts) {
      for (Value v : values) {
        List<Object> one = new ArrayList<>((List<?>) s);
        one.add(v);
        longer.add(one);
      }
    }
    return longer;
  }

  private static void require(Set<Verb> verbs, Set<Verb> fitting, String what) {
    for (Verb verb : verbs) {
      if (!fitting.contains(verb)) {
        throw new IllegalArgumentException(
            what + " is not something to " + verb.word() + ", but this history does both");
      }
    }
  }

  private List<Value> starts(List<Operation> operations) {
    if (start.known()) {
      return List.of(start.value());
    }
    Set<Value> seen = new LinkedHashSet<>(List.of(start.value()));
    for (Operation o : operations) {
      if (o.outcome() == Outcome.OK) {
        seen.addAll(o.answer());
        if (o.verb() == Verb.CAS) {
          seen.add(o.argument());
        }
      }
    }
    return List.copyOf(seen);
  }
}
