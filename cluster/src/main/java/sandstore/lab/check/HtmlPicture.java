package sandstore.lab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import sandstore.lab.history.FaultBand;
import sandstore.lab.history.Operation;

/**
 * A counterexample as one HTML page with a drawing in it; it needs nothing else, and no network.
 */
public final class HtmlPicture {
  private static final int LANE = 44;
  private static final int LEFT = 130;
  private static final int STEP = 26;
  private static final int LETTER = 8;

  private final Counterexample example;
  private final List<Long> moments;
  private final int[] x;
  private final List<String> lanes;
  private final StringBuilder out = new StringBuilder();

  private HtmlPicture(Counterexample example) {
    this.example = example;
    TreeSet<Long> all = new TreeSet<>(List.of(example.from()));
    for (Operation o : example.operations()) {
      all.add(Math.max(o.invoked(), example.from()));
      if (!o.open()) {
        all.add(o.returned());
      }
    }
    all.add(all.last() + 1);
    moments = new ArrayList<>(all);
    x = new int[moments.size()];
    x[0] = LEFT;
    for (int i = 1; i < x.length; i++) {
      x[i] = x[i - 1] + STEP;
      for (Operation o : example.operations()) {
        if (place(o.returned()) == i) {
          x[i] = Math.max(x[i], x[place(o.invoked())] + o.shown().length() * LETTER + 16);
        }
      }
    }
    lanes = example.operations().stream().map(Operation::client).distinct().toList();
  }

  /** The whole page. */
  public static String page(Counterexample example, String title) {
    return new HtmlPicture(example).page(title);
  }

  private int place(long moment) {
    int at = 0;
    while (at + 1 < moments.size() && moments.get(at) < moment) {
      at++;
    }
    return at;
  }

  private String page(String title) {
    int width = x[x.length - 1] + 40;
    int height = 50 + lanes.size() * LANE + 30;
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title>\n<style>\n")
        .append("body{font:16px/1.5 system-ui,sans-serif;margin:2em;max-width:60em;color:#222}\n")
        .append("svg{font:13px ui-monospace,monospace}\n")
        .append(".op{fill:#dbe7f5;stroke:#4a6a8a}.open{stroke-dasharray:4 3}\n")
        .append(".bad{fill:#f8c9c4;stroke:#b3261e;stroke-width:2}.fault{fill:#f3e3b3}\n")
        .append("</style></head><body>\n<h1>Not linearizable</h1>\n<p>No order explains these ")
        .append("operations on ")
        .append(escaped(example.subject()))
        .append(". Before them it held ")
        .append(escaped(String.join(" or ", example.starts())))
        .append(
            example.earlier() == 0
                ? ""
                : ", after "
                    + example.earlier()
                    + " earlier operation"
                    + (example.earlier() == 1 ? "" : "s"))
        .append(".</p>\n");
    out.append(
        String.format(
            "<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            width, height, width, height, escaped(String.join(" ", example.sentences()))));
    example.faults().forEach(this::fault);
    for (int i = 0; i < lanes.size(); i++) {
      int y = 40 + i * LANE + 18;
      out.append(
          String.format(
              "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/><text x=\"4\" y=\"%d\">client %s</text>\n",
              LEFT, y, width, y, y + 5, escaped(lanes.get(i))));
    }
    example.operations().forEach(this::operation);
    out.append("</svg>\n");
    example.sentences().forEach(s -> out.append("<p>").append(escaped(s)).append("</p>\n"));
    out.append("<p>A dashed bar has no end: nobody knows its outcome. Time goes from left to ")
        .append("right; only the order of beginnings and ends is to scale.</p>\n</body></html>\n");
    return out.toString();
  }

  private void fault(FaultBand fault) {
    int from = x[place(Math.max(fault.from(), example.from()))];
    int to = x[place(fault.to())];
    out.append(
        String.format(
            "<rect class=\"fault\" x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\"/><text x=\"%d\" y=\"16\">%s</text>\n",
            from,
            Math.max(6, to - from),
            50 + lanes.size() * LANE,
            from + 4,
            escaped(fault.words())));
  }

  private void operation(Operation o) {
    boolean bad = o.number() == example.culprit().number();
    int y = 40 + lanes.indexOf(o.client()) * LANE;
    int from = x[place(o.invoked())];
    int to = o.open() ? x[x.length - 1] + 30 : x[place(o.returned())];
    String style = bad ? "bad" : o.open() ? "op open" : "op";
    out.append(
        String.format(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"32\" rx=\"4\"/><text x=\"%d\" y=\"%d\">%s%s</text>\n",
            style,
            from,
            y,
            Math.max(8, to - from),
            from + 6,
            y + 21,
            escaped(o.shown()),
            bad ? " \u2717" : ""));
  }

  private static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", "\u00b7")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
