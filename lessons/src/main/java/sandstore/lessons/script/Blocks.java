package sandstore.lessons.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.FencedCodeBlock;
import sandstore.lessons.script.Clause.Kind;

/** The blocks that are played, each made from its fence. */
final class Blocks {
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "lab", Set.of(),
          "try", Set.of("id", "within"),
          "expect", Set.of("id", "within"),
          "predict", Set.of("id", "about"),
          "ask", Set.of("id", "about"),
          "exhibit", Set.of("file"),
          "hint", Set.of("for"),
          "observe", Set.of("view"),
          "solution", Set.of("for"),
          "wrong", Set.of("for", "fails"));

  /** Keys that may be left out. */
  private static final Set<String> OPTIONAL = Set.of("within", "about");

  /** Keys whose values are no single name. */
  private static final Set<String> NAMED_OTHERWISE = Set.of("fails", "file");

  private static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}\\.[a-z]{1,6}");
  private static final int MOST_EXHIBITS = 12;
  private static final Set<Kind> CHECKS = Set.of(Kind.CHECK, Kind.HOLD, Kind.NEVER);
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,5})(ms|s|m)");
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(2);

  final List<Lesson.Hints> hints = new ArrayList<>();
  final List<Lesson.Way> ways = new ArrayList<>();
  final List<Lesson.Exhibit> exhibits = new ArrayList<>();
  private final String file;
  private final List<Mistake> mistakes;
  private final Set<String> ids = new HashSet<>();

  Blocks(String file, List<Mistake> mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  static boolean plays(FencedCodeBlock fence) {
    return KINDS.containsKey(kind(fence.getInfo()));
  }

  private static String kind(String info) {
    return info == null ? "" : info.strip().split("\\s+", 2)[0];
  }

  /** The part of a screen that this fence is; none if it is about one. */
  Optional<Part> read(String info, List<String> lines, int line) {
    String kind = kind(info);
    Map<String, String> keys = keys(kind, info, line);
    String id = keys.getOrDefault("id", "");
    switch (kind) {
      case "lab" -> {
        return Optional.of(new Part.Typing(typed(lines, line), line));
      }
      case "observe" -> {
        return Optional.of(
            new Part.Look(keys.getOrDefault("view", ""), String.join("\n", lines), line));
      }
      case "exhibit" -> {
        return Optional.of(exhibit(keys.getOrDefault("file", ""), lines, line));
      }
      case "hint" -> hints.add(new Lesson.Hints(keys.getOrDefault("for", ""), steps(lines), line));
      case "solution", "wrong" -> {
        List<String> fails =
            kind.equals("solution")
                ? List.of()
                : List.of(keys.getOrDefault("fails", "").split(","));
        ways.add(new Lesson.Way(keys.getOrDefault("for", ""), fails, typed(lines, line), line));
      }
      default -> {
        if (!id.isEmpty() && !ids.add(id)) {
          wrong(line, "the id " + id + " is used twice");
        }
        FenceBody body = FenceBody.read(file, lines, line + 1, mistakes);
        return Optional.of(
            kind.equals("try") || kind.equals("expect")
                ? task(kind, id, keys, body, line)
                : question(kind, id, keys.getOrDefault("about", ""), body, line));
      }
    }
    return Optional.empty();
  }

  private Map<String, String> keys(String kind, String info, int line) {
    Map<String, String> keys = new HashMap<>();
    Set<String> known = KINDS.getOrDefault(kind, Set.of());
    String[] words = info.strip().split("\\s+");
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      String key = equals < 0 ? words[i] : words[i].substring(0, equals);
      if (equals < 0 || !known.contains(key)) {
        wrong(line, kind + " takes " + written(known) + ", not " + words[i]);
      } else {
        keys.put(key, words[i].substring(equals + 1));
      }
    }
    for (String key : known) {
      String value = keys.getOrDefault(key, "");
      boolean named = NAMED_OTHERWISE.contains(key) || ID.matcher(value).matches();
      if (!OPTIONAL.contains(key) && (value.isEmpty() || !named)) {
        wrong(line, kind + " needs " + key + "=NAME (small letters, digits and -)");
      }
    }
    return keys;
  }

  private static String written(Set<String> keys) {
    return keys.isEmpty()
        ? "nothing"
        : keys.stream().sorted().map(k -> k + "=..").collect(Collectors.joining(" "));
  }

  /** Shown as it stands, and a file while the lesson is played. */
  private Part exhibit(String name, List<String> lines, int line) {
    if (!FILE.matcher(name).matches()) {
      wrong(line, "an exhibit's file is a name like first.edn, without folders");
    }
    if (exhibits.stream().anyMatch(e -> e.name().equals(name))
        || exhibits.size() == MOST_EXHIBITS) {
      wrong(line, "exhibits have names of their own, and are at most " + MOST_EXHIBITS);
    }
    String text = String.join("\n", lines) + "\n";
    exhibits.add(new Lesson.Exhibit(name, text, line));
    return new Part.Prose("```\n" + text + "```", line);
  }

  private static List<Typed> typed(List<String> lines, int line) {
    List<Typed> typed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        boolean fails = text.startsWith("!");
        typed.add(new Typed(fails ? text.substring(1).strip() : text, fails, line + 1 + i));
      }
    }
    return List.copyOf(typed);
  }

  private static List<String> steps(List<String> lines) {
    List<String> steps = new ArrayList<>();
    for (String line : lines) {
      if (line.matches("[0-9]+\\. .*")) {
        steps.add(line.replaceFirst("^[0-9]+\\. +", ""));
      } else if (!line.isBlank() && !steps.isEmpty()) {
        steps.set(steps.size() - 1, steps.get(steps.size() - 1) + " " + line.strip());
      }
    }
    return List.copyOf(steps);
  }

  private Part task(String kind, String id, Map<String, String> keys, FenceBody body, int line) {
    List<Clause> offers = body.of(Kind.TYPE);
    List<Clause> checks = body.clauses.stream().filter(c -> CHECKS.contains(c.kind())).toList();
    if (checks.size() + offers.size() != body.clauses.size() || !body.choices.isEmpty()) {
      wrong(line, kind + " has checks (check, hold, never), and no choices");
    }
    for (Clause offer : offers) {
      if (checks.stream().noneMatch(c -> c.name().equals(offer.name()))) {
        wrong(offer.line(), "there is no check " + offer.name() + " for which that is typed");
      }
    }
    if (checks.stream().map(Clause::name).distinct().count() != checks.size()) {
      wrong(line, "two of its checks have one name");
    }
    if (checks.stream().allMatch(c -> c.kind() == Kind.NEVER)) {
      wrong(line, kind + " checks nothing: check NAME: CONDITION");
    }
    if (kind.equals("try") && body.text().isEmpty()) {
      wrong(line, "try does not say what to do");
    }
    Duration within = patience(keys.getOrDefault("within", ""), line);
    return new Part.Task(id, kind.equals("try"), body.text(), within, checks, offers, line);
  }

  private Duration patience(String text, int line) {
    if (text.isEmpty()) {
      return USUAL_PATIENCE;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      wrong(line, "within is a duration as 5s or 500ms, not " + text);
      return USUAL_PATIENCE;
    }
    long n = Long.parseLong(matcher.group(1));
    Duration within =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(n);
          case "s" -> Duration.ofSeconds(n);
          default -> Duration.ofMinutes(n);
        };
    if (within.compareTo(MOST_PATIENCE) > 0) {
      wrong(line, "within is at most 2m");
    }
    return within;
  }

  private Part question(String kind, String id, String about, FenceBody body, int line) {
    SortedMap<String, Clause> right = new TreeMap<>();
    for (Clause clause : body.of(Kind.RIGHT)) {
      if (right.put(clause.name(), clause) != null) {
        wrong(clause.line(), "there are two conditions for " + clause.name());
      }
    }
    List<Clause> when = body.of(Kind.WHEN);
    if (when.size() != (kind.equals("predict") ? 1 : 0)) {
      wrong(
          line,
          kind.equals("predict")
              ? "predict needs one `when: CONDITION`: from then on it can be graded"
              : "ask is graded at once, without when");
    }
    if (body.choices.size() < 2 || !body.choices.keySet().equals(right.keySet())) {
      wrong(line, kind + " needs choices a) b) .. and for each `right a: CONDITION`");
    }
    if (body.because.isEmpty()) {
      wrong(line, kind + " needs `because: TEXT`");
    }
    if (body.clauses.stream().anyMatch(c -> CHECKS.contains(c.kind()) || c.kind() == Kind.TYPE)) {
      wrong(line, kind + " has no checks; those are for try and expect");
    }
    return new Part.Question(
        id, body.text(), body.choices, when.stream().findFirst(), right, body.because, about, line);
  }

  /** Hints and ways are for tasks that there are, and of these for checks that there are. */
  void checkReferences(List<Lesson.Screen> screens) {
    Map<String, Part.Task> tasks =
        screens.stream()
            .flatMap(s -> s.parts().stream())
            .filter(Part.Task.class::isInstance)
            .map(Part.Task.class::cast)
            .collect(Collectors.toMap(Part.Task::id, t -> t, (a, b) -> a));
    Set<String> hinted = new HashSet<>();
    for (Lesson.Hints hint : hints) {
      known(hint.of(), tasks, hint.line());
      if (hint.steps().isEmpty()) {
        wrong(hint.line(), "a hint has steps: 1. ..");
      }
      if (!hinted.add(hint.of())) {
        wrong(hint.line(), "there are two hints for " + hint.of());
      }
    }
    for (Lesson.Way way : ways) {
      known(way.of(), tasks, way.line());
      if (way.lines().isEmpty()) {
        wrong(way.line(), "nothing is typed here");
      }
      Part.Task task = tasks.get(way.of());
      if (task != null) {
        way.fails().stream()
            .filter(f -> task.checks().stream().noneMatch(c -> c.name().equals(f)))
            .forEach(f -> wrong(way.line(), task.id() + " has no check " + f));
      }
    }
  }

  private void known(String task, Map<String, Part.Task> tasks, int line) {
    if (!tasks.containsKey(task)) {
      wrong(line, "there is no try or expect with id=" + task);
    }
  }

  private void wrong(int line, String message) {
    mistakes.add(new Mistake(file, line, 1, message));
  }
}
