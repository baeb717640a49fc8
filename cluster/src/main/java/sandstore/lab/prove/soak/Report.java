package sandstore.lab.prove.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The report of a soak, as Markdown and as a page with pictures that needs no network. Pure. */
final class Report {
  private static final int MOST_ROWS = 2_000;

  private final Summary summary;

  Report(List<TrialResult> results) {
    this.summary = Summary.of(results);
  }

  /** Writes {@code report.md} and {@code report.html}. */
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.md"), markdown());
    Files.writeString(folder.resolve("report.html"), html());
  }

  private String title() {
    String topologies =
        String.join(" and ", summary.all().stream().map(TrialResult::topology).distinct().toList());
    return "Soak of " + (topologies.isEmpty() ? "nothing" : topologies);
  }

  private List<String[]> figures() {
    return List.of(
        row("trials", "" + summary.all().size()),
        row("hours", String.format(Locale.ROOT, "%.2f", summary.seconds() / 3600)),
        row("writes acknowledged", "" + summary.acknowledged()),
        row("of these while a fault was in force", "" + summary.during()),
        row("acknowledged writes lost", "" + summary.lost()),
        row("operations whose outcome nobody knows", "" + summary.unknown()),
        row("faults", "" + summary.faults()),
        row("trials with a broken invariant", "" + summary.violated().size()),
        row("trials that could have found nothing", "" + summary.vain().size()),
        row("trials that could not be judged", "" + summary.inconclusive().size()));
  }

  private static String[] row(String name, String value) {
    return new String[] {name, value};
  }

  String markdown() {
    StringJoiner md = new StringJoiner("\n", "", "\n");
    md.add("# " + title()).add("");
    md.add("**" + capital(summary.bound()) + ".**").add("");
    md.add("| | |").add("|---|---:|");
    figures().forEach(f -> md.add("| " + f[0] + " | " + f[1] + " |"));
    md.add("").add("| faults of | |").add("|---|---:|");
    summary.kinds().forEach((kind, n) -> md.add("| " + kind + " | " + n + " |"));
    md.add("");
    problems("Broken", summary.violated(), md);
    problems("In vain: these could have found nothing", summary.vain(), md);
    problems("Not judged", summary.inconclusive(), md);
    md.add("## Trials").add("");
    md.add("| trial | acknowledged | during faults | unknown | faults | |")
        .add("|---|---:|---:|---:|---|---|");
    summary.all().stream()
        .limit(MOST_ROWS)
        .forEach(
            r ->
                md.add(
                    String.format(
                        "| %s | %d | %d | %d | %s | %s |",
                        r.name(),
                        r.acknowledged(),
                        r.during(),
                        r.unknown(),
                        kinds(r),
                        r.passed() ? "ok" : r.violated() ? "broken" : "does not count")));
    return md.toString();
  }

  private static String kinds(TrialResult r) {
    return String.join(
        ", ", r.faults().stream().map(TrialResult.Fault::nemesis).distinct().sorted().toList());
  }

  private static void problems(String title, List<TrialResult> results, StringJoiner md) {
    if (results.isEmpty()) {
      return;
    }
    md.add("## " + title).add("");
    for (TrialResult r : results) {
      for (String problem : problems(r)) {
        md.add("- `" + r.name() + "` " + problem.replace('\n', ' '));
      }
    }
    md.add("");
  }

  private static List<String> problems(TrialResult r) {
    return r.violated()
        ? r.broken().stream().map(b -> b.id() + ": " + b.sentence()).toList()
        : r.vain().isEmpty() ? r.inconclusive() : r.vain();
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title()))
        .append(
            "</title><style>body{font:15px/1.45 sans-serif;max-width:62em;margin:2em auto;padding:0 1em;"
                + "color:#222;background:#fff}table{border-collapse:collapse;margin:1em 0}"
                + "td,th{padding:.15em .8em;border-bottom:1px solid #ddd;text-align:left}"
                + ".bad{color:#c0392b}.plots svg{margin:4px}</style></head><body>\n<h1>")
        .append(escaped(title()))
        .append("</h1>\n<p><b>")
        .append(escaped(capital(summary.bound())))
        .append(".</b></p>\n<table>\n");
    for (String[] f : figures()) {
      page.append("<tr><td>").append(f[0]).append("</td><td>").append(f[1]).append("</td></tr>\n");
    }
    page.append(
            "</table>\n<h2>Latency around faults</h2>\n<p>Of all answered operations, by when they")
        .append(
            " were answered: the median (blue) and the 99th percentile (orange) in each quarter of")
        .append(
            " a second, each the median over all faults of that kind. The band is as long as the")
        .append(
            " median fault. Where a line breaks nothing was answered.</p>\n<div class=\"plots\">\n");
    Map<String, String> plots = Plot.byNemesis(summary.all());
    plots.values().forEach(page::append);
    page.append("</div>\n<h2>Trials</h2>\n<table><tr><th>trial</th><th>acknowledged</th>")
        .append("<th>during faults</th><th>unknown</th><th>faults</th><th></th></tr>\n");
    summary.all().stream().limit(MOST_ROWS).forEach(r -> trial(page, r));
    return page.append("</table>\n</body></html>\n").toString();
  }

  private static void trial(StringBuilder page, TrialResult r) {
    page.append("<tr><td>").append(escaped(r.name())).append("</td><td>").append(r.acknowledged());
    page.append("</td><td>").append(r.during()).append("</td><td>").append(r.unknown());
    page.append("</td><td>").append(escaped(kinds(r))).append("</td><td>");
    page.append(
        r.passed()
            ? "ok"
            : "<span class=\"bad\">" + escaped(String.join("; ", problems(r))) + "</span>");
    page.append("</td></tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
