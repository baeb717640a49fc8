package sandstore.lab.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.history.Operation.Outcome;

/**
 * Makes operations of entries: each invocation is joined with the answer that the same process got
 * next. Whatever never got one is unknown, and its process does nothing more.
 *
 * <p>A moment is the place of an entry among all. Times in the file are kept for those who read;
 * files have been seen in which they go backwards.
 */
final class Pairing {
  /** More would not be judged within any patience. */
  static final int MOST_OPERATIONS = 2_000_000;

  private static final Map<String, Verb> VERBS =
      Map.ofEntries(
          Map.entry("read", Verb.READ),
          Map.entry("get", Verb.READ),
          Map.entry("write", Verb.WRITE),
          Map.entry("put", Verb.WRITE),
          Map.entry("cas", Verb.CAS),
          Map.entry("append", Verb.APPEND),
          Map.entry("add", Verb.ADD),
          Map.entry("members", Verb.MEMBERS),
          Map.entry("acquire", Verb.ACQUIRE),
          Map.entry("lock", Verb.ACQUIRE),
          Map.entry("release", Verb.RELEASE),
          Map.entry("unlock", Verb.RELEASE),
          Map.entry("rename", Verb.RENAME));

  /** What a format means by what it writes. */
  interface Meaning {
    /** Whether a read that saw this says nothing at all. */
    boolean wildcard(Entry answer);

    /** Whether a compare-and-set that failed was carried out, and found another value. */
    boolean mismatch(Entry answer);
  }

  private record Pending(Entry entry, Verb verb, int number, long moment) {}

  private final String file;
  private final Meaning meaning;
  private final Map<String, Pending> pending = new LinkedHashMap<>();
  private final Map<String, Integer> lives = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<FaultBand> faults = new ArrayList<>();
  private final Map<String, Long> begun = new LinkedHashMap<>();
  private boolean sets;
  private int invoked;
  private long moment;
  private int wildcards;

  Pairing(String file, Meaning meaning) {
    this.file = file;
    this.meaning = meaning;
  }

  BadHistory bad(long line, String problem) {
    return new BadHistory(file, line, problem);
  }

  void add(Entry entry) {
    moment++;
    if (entry.process().equals("nemesis")) {
      fault(entry);
      return;
    }
    String client = client(entry.process());
    Pending before = pending.get(client);
    if (entry.type() == Entry.Type.INVOKE) {
      if (before != null) {
        throw bad(
            entry.line(),
            "process "
                + entry.process()
                + " asks again before its request of line "
                + before.entry.line()
                + " was answered");
      }
      invoke(entry, client);
    } else if (before == null) {
      if (entry.type() != Entry.Type.INFO) {
        throw bad(entry.line(), "process " + entry.process() + " is answered, but asked nothing");
      }
    } else {
      answer(before, entry, client);
    }
  }

  private void invoke(Entry entry, String client) {
    Verb verb = VERBS.get(entry.verb());
    if (verb == null) {
      throw bad(
          entry.line(),
          "nobody knows what "
              + cut(entry.verb())
              + " does; known are read, write, cas, get, put, append, add, acquire, release, rename");
    }
    if (invoked >= MOST_OPERATIONS) {
      throw bad(entry.line(), "more than " + MOST_OPERATIONS + " operations; check them in parts");
    }
    sets |= verb == Verb.ADD;
    pending.put(client, new Pending(entry, verb, ++invoked, moment));
  }

  private void answer(Pending asked, Entry entry, String client) {
    if (!entry.verb().equals(asked.entry.verb())) {
      throw bad(
          entry.line(),
          "process "
              + entry.process()
              + " asked to "
              + cut(asked.entry.verb())
              + " in line "
              + asked.entry.line()
              + ", and is answered about "
              + cut(entry.verb()));
    }
    pending.remove(client);
    switch (entry.type()) {
      case OK -> ok(asked, entry, client);
      case FAIL -> {
        boolean saw = asked.verb == Verb.CAS && meaning.mismatch(entry);
        operations.add(made(asked, client, saw ? Outcome.MISMATCH : Outcome.NOT, entry, moment));
      }
      default -> unknown(asked, client);
    }
  }

  private void ok(Pending asked, Entry entry, String client) {
    if (asked.verb.reads() && meaning.wildcard(entry)) {
      wildcards++;
    } else {
      operations.add(made(asked, client, Outcome.OK, entry, moment));
    }
  }

  private void unknown(Pending asked, String client) {
    operations.add(made(asked, client, Outcome.UNKNOWN, null, Operation.NEVER));
    lives.merge(client.replaceAll("'+$", ""), 1, Integer::sum);
  }

  /** A process that goes on after an unknown outcome is another client from then on. */
  private String client(String process) {
    return process + "'".repeat(Math.min(20, lives.getOrDefault(process, 0)));
  }

  private Operation made(
      Pending asked, String client, Outcome outcome, @Nullable Entry end, long returned) {
    Entry entry = asked.entry;
    Verb verb = asked.verb == Verb.READ && sets ? Verb.MEMBERS : asked.verb;
    List<Value> answer = List.of();
    if (end != null && outcome == Outcome.OK && verb.reads()) {
      answer = verb == Verb.MEMBERS ? end.several() : List.of(one(end));
    }
    return new Operation(
        asked.number,
        client,
        verb,
        entry.key(),
        arguments(verb, entry),
        outcome,
        answer,
        asked.moment,
        returned,
        entry.nanos(),
        end == null ? -1 : end.nanos());
  }

  private List<Value> arguments(Verb verb, Entry entry) {
    switch (verb) {
      case READ, MEMBERS, ACQUIRE, RELEASE:
        return List.of();
      case CAS:
        List<Value> two = entry.several();
        if (two.size() != 2) {
          throw bad(entry.line(), "a cas wants two values, [FROM TO]");
        }
        return two;
      case RENAME:
        if (entry.single().text().isEmpty()) {
          throw bad(entry.line(), "a rename wants the other key as its value");
        }
        return List.of(entry.single());
      default:
        return List.of(one(entry));
    }
  }

  private Value one(Entry entry) {
    if (entry.value() instanceof List<?>) {
      throw bad(entry.line(), "a " + cut(entry.verb()) + " wants one value, not a list");
    }
    return entry.single();
  }

  /** A nemesis tells when something begins and when it is over, in words of its own. */
  private void fault(Entry entry) {
    String words = entry.verb();
    boolean over = words.matches("(stop|heal|recover|resume|end)\\b.*");
    if (over) {
      begun.forEach((what, from) -> faults.add(new FaultBand(what, from, moment)));
      begun.clear();
    } else {
      begun.putIfAbsent(cut(words), moment);
    }
  }

  static String cut(String word) {
    String clean = word.replaceAll("\\p{Cntrl}", "\u00b7");
    return clean.length() <= 40 ? clean : clean.substring(0, 40) + "..";
  }

  /** All of it, once the file is at its end. */
  History history() {
    List.copyOf(pending.entrySet()).forEach(e -> unknown(e.getValue(), e.getKey()));
    begun.forEach((what, from) -> faults.add(new FaultBand(what, from, Operation.NEVER)));
    operations.sort(Comparator.comparingInt(Operation::number));
    List<Operation> all =
        sets ? operations.stream().map(Pairing::ofASet).toList() : List.copyOf(operations);
    return new History(
        all,
        faults,
        wildcards == 0
            ? List.of()
            : List.of(
                wildcards
                    + (wildcards == 1 ? " read" : " reads")
                    + " of nil left out: in this format that says nothing"));
  }

  /** A read that came before the first add was of a set, too. */
  private static Operation ofASet(Operation o) {
    return o.verb() != Verb.READ
        ? o
        : new Operation(
            o.number(),
            o.client(),
            Verb.MEMBERS,
            o.key(),
            List.of(),
            o.outcome(),
            o.answer().stream().filter(v -> !v.isNil()).toList(),
            o.invoked(),
            o.returned(),
            o.startNanos(),
            o.endNanos());
  }
}
