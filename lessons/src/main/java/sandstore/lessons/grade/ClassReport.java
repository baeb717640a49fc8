package sandstore.lessons.grade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/** What a class handed in, side by side. Pure. */
public final class ClassReport {
  static final String NO_PROOF =
      "This deters, and proves nothing: whoever can write a file can write one of these.";

  private final List<Lesson> shelf;
  private final List<Graded> all;

  ClassReport(List<Lesson> shelf, List<Graded> all) {
    this.shelf = List.copyOf(shelf);
    this.all = List.copyOf(all);
  }

  /** A question that was answered wrong. */
  private record Missed(
      String lesson, Part.Question question, int wrong, int answered, String most) {
    String text() {
      return question.text().replaceAll("\\s*\n\\s*", " ");
    }
  }

  /** How many of them had something that could not be judged, or is remarkable. */
  public long remarkable() {
    return all.stream().filter(g -> !g.remarks().isEmpty() || !same(g).isEmpty()).count();
  }

  /** For programs. */
  public Map<String, Object> fields() {
    return Map.of(
        "submissions", all.stream().map(this::fields).toList(),
        "missed", missed().stream().map(ClassReport::fields).toList());
  }

  private Map<String, Object> fields(Graded g) {
    List<String> remarks = new ArrayList<>(g.remarks());
    remarks.addAll(same(g));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("who", g.who());
    fields.put("lessons", g.lessons());
    fields.put("tasks", g.tasks());
    fields.put("tasksOf", tasksOf(g.lessons()));
    fields.put("right", g.right());
    fields.put("predictions", g.graded());
    fields.put("hints", g.hintsTaken());
    fields.put("remarks", remarks);
    return fields;
  }

  private static Map<String, Object> fields(Missed m) {
    return Map.of(
        "question", m.lesson() + "/" + m.question().id(),
        "missed", m.wrong(),
        "answered", m.answered(),
        "most", m.most());
  }

  /** In Markdown, which is also what a terminal shows. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("# What was handed in");
    lines.add("");
    lines.add("| who | lessons | tasks | predictions | hints |");
    lines.add("|---|---|---|---|---|");
    for (Graded g : all) {
      lines.add(
          "| %s | %d | %d of %d | %d of %d | %d |"
              .formatted(
                  cell(g.who()),
                  g.lessons().size(),
                  g.tasks(),
                  tasksOf(g.lessons()),
                  g.right(),
                  g.graded(),
                  g.hintsTaken()));
    }
    remarks(lines);
    missed(lines);
    lines.add("");
    lines.add(NO_PROOF);
    return lines;
  }

  private long tasksOf(List<String> lessons) {
    return shelf.stream()
        .filter(l -> lessons.contains(l.id()))
        .mapToLong(l -> l.tasks().count())
        .sum();
  }

  private void remarks(List<String> lines) {
    List<String> remarks = new ArrayList<>();
    for (Graded g : all) {
      g.remarks().forEach(r -> remarks.add("- " + g.who() + ": " + r));
      same(g).forEach(r -> remarks.add("- " + g.who() + ": " + r));
    }
    if (!remarks.isEmpty()) {
      lines.add("");
      lines.add("## To be looked at");
      lines.add("");
      lines.addAll(remarks);
    }
  }

  /** Two runs of a real cluster are never equal. */
  private List<String> same(Graded one) {
    Map<String, List<String>> byOther = new LinkedHashMap<>();
    for (Graded other : all) {
      if (other != one) {
        one.outcomes().stream()
            .filter(o -> !o.fingerprint().isEmpty() && has(other, o))
            .forEach(
                o ->
                    byOther
                        .computeIfAbsent(other.who(), w -> new ArrayList<>())
                        .add(o.lesson() + " " + o.screen()));
      }
    }
    return byOther.entrySet().stream()
        .map(
            e -> "the same recording as " + e.getKey() + "'s of " + String.join(", ", e.getValue()))
        .toList();
  }

  private static boolean has(Graded other, Outcome outcome) {
    return other.outcomes().stream().anyMatch(o -> o.fingerprint().equals(outcome.fingerprint()));
  }

  private void missed(List<String> lines) {
    List<Missed> missed = missed();
    if (missed.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("## Predictions that were missed most");
    lines.add("");
    for (Missed m : missed) {
      lines.add(
          "- **%d of %d** in %s: %s Most of them said %s) %s"
              .formatted(
                  m.wrong(),
                  m.answered(),
                  m.lesson(),
                  m.text(),
                  m.most(),
                  m.question().choices().getOrDefault(m.most(), "")));
    }
  }

  private List<Missed> missed() {
    List<Missed> missed = new ArrayList<>();
    for (Lesson lesson : shelf) {
      lesson.questions().forEach(q -> missed(lesson, q).ifPresent(missed::add));
    }
    missed.sort(
        Comparator.comparingDouble((Missed m) -> -(double) m.wrong() / m.answered())
            .thenComparingInt(m -> -m.wrong()));
    return missed;
  }

  private Optional<Missed> missed(Lesson lesson, Part.Question question) {
    List<Outcome.Prediction> answers =
        all.stream()
            .flatMap(g -> g.outcomes().stream())
            .filter(o -> o.lesson().equals(lesson.id()))
            .flatMap(o -> o.predictions().stream())
            .filter(p -> p.question().equals(question.id()) && p.graded())
            .toList();
    Map<String, Long> wrong =
        answers.stream()
            .filter(p -> !p.right())
            .collect(
                Collectors.groupingBy(
                    p -> p.said().orElseThrow(), TreeMap::new, Collectors.counting()));
    return wrong.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(
            most ->
                new Missed(
                    lesson.id(),
                    question,
                    (int) wrong.values().stream().mapToLong(n -> n).sum(),
                    answers.size(),
                    most.getKey()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
