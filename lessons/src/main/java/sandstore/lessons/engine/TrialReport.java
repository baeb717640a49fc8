package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sandstore.lessons.engine.Trial.Result;

/** What trials of lessons came to, for those who were not there. Pure. */
public final class TrialReport {
  private TrialReport() {}

  /** As Markdown: a table of lessons, and what did not go as it says. */
  public static List<String> markdown(List<Result> results) {
    List<String> lines = new ArrayList<>();
    long failed = results.stream().filter(r -> !r.passed()).count();
    lines.add("# Lessons, tried on real clusters");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d paths were played in %.0f s; %d did not go as the lesson says.",
            results.size(),
            seconds(results),
            failed));
    lines.add("");
    lines.add("| lesson | paths | passed | seconds | longest |");
    lines.add("|---|---|---|---|---|");
    byLesson(results)
        .forEach(
            (lesson, its) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "| %s | %d | %d | %.1f | %.1f |",
                        lesson,
                        its.size(),
                        its.stream().filter(Result::passed).count(),
                        seconds(its),
                        its.stream().mapToDouble(Result::seconds).max().orElse(0))));
    if (failed > 0) {
      lines.add("");
      lines.add("## What did not go as it says");
      lines.add("");
      results.stream()
          .filter(r -> !r.passed())
          .forEach(r -> lines.add("- " + r.lesson() + ", " + r.path() + ": " + r.problem()));
    }
    return lines;
  }

  /** As JUnit's XML, which build servers read: a suite a lesson, a case a path. */
  public static List<String> junit(List<Result> results) {
    List<String> lines = new ArrayList<>();
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add("<testsuites>");
    byLesson(results)
        .forEach(
            (lesson, its) -> {
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" time=\"%.3f\">",
                      escaped(lesson),
                      its.size(),
                      its.stream().filter(r -> !r.passed()).count(),
                      seconds(its)));
              its.forEach(r -> one(r, lines));
              lines.add("  </testsuite>");
            });
    lines.add("</testsuites>");
    return lines;
  }

  private static void one(Result r, List<String> lines) {
    String begin =
        String.format(
            Locale.ROOT,
            "    <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"",
            escaped(r.lesson()),
            escaped(r.path()),
            r.seconds());
    if (r.passed()) {
      lines.add(begin + "/>");
    } else {
      lines.add(begin + ">");
      lines.add("      <failure message=\"" + escaped(r.problem()) + "\"/>");
      lines.add("    </testcase>");
    }
  }

  private static Map<String, List<Result>> byLesson(List<Result> results) {
    Map<String, List<Result>> sorted = new LinkedHashMap<>();
    results.forEach(r -> sorted.computeIfAbsent(r.lesson(), l -> new ArrayList<>()).add(r));
    return sorted;
  }

  private static double seconds(List<Result> results) {
    return results.stream().mapToDouble(Result::seconds).sum();
  }

  /** For an attribute; what XML 1.0 cannot hold at all becomes a question mark. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\n' -> out.append("&#10;");
        default -> out.append(c < ' ' ? '?' : c);
      }
    }
    return out.toString();
  }
}
