package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import sandstore.lab.view.NodeView;
import sandstore.shell.reply.Amounts;
import sandstore.shell.view.Seconds.Second;

/** Rates and times, second by second, as the event stream tells them. */
@AutoService(View.class)
public final class MetricsView implements View {
  private static final String STEPS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final int LABEL = 25;
  private static final int VALUE = 22;

  private final Memo<Seconds> memo = new Memo<>(Seconds::new, Seconds::take);

  /** One line: how it is computed, and how its numbers are said. */
  private record Measure(String label, String unit, Ink ink, ToDoubleFunction<Second> value) {
    String say(double v) {
      if (unit.equals("bytes/s")) {
        return Amounts.of(Math.round(v), 0, "bytes") + "/s";
      }
      String number =
          String.format(Locale.ROOT, v >= 100 || v == Math.rint(v) ? "%.0f" : "%.1f", v);
      return number + (unit.isEmpty() ? "" : " " + unit);
    }
  }

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("operations done", "/s", Ink.GOOD, s -> s.ok),
          new Measure("operations failed", "/s", Ink.WARN, s -> s.failed),
          new Measure("outcome unknown", "/s", Ink.BAD, s -> s.unknown),
          new Measure("operations open", "", Ink.ACCENT, s -> s.open),
          new Measure(
              "operation time p50", "ms", Ink.ACCENT, s -> percentile(s.operationMicros, 50)),
          new Measure(
              "operation time p99", "ms", Ink.ACCENT, s -> percentile(s.operationMicros, 99)),
          new Measure("entries committed", "/s", Ink.GOOD, s -> s.committed),
          new Measure(
              "append round trip p50", "ms", Ink.ACCENT, s -> percentile(s.appendMicros, 50)),
          new Measure(
              "append round trip p99", "ms", Ink.ACCENT, s -> percentile(s.appendMicros, 99)),
          new Measure("calls between nodes", "/s", Ink.ACCENT, s -> s.calls),
          new Measure("calls lost to faults", "/s", Ink.BAD, s -> s.lost),
          new Measure("chunk bytes stored", "bytes/s", Ink.GOOD, s -> s.bytes));

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public int place() {
    return 6;
  }

  @Override
  public String about() {
    return "rates and times, second by second";
  }

  private static double percentile(List<Long> micros, int percent) {
    if (micros.isEmpty()) {
      return 0;
    }
    List<Long> sorted = micros.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size()) - 1;
    return sorted.get(Math.max(0, rank)) / 1000.0;
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    int nodes = moment.view().nodes().size();
    int below = nodes + 3 + MEASURES.size() + 2 <= canvas.height() ? nodes + 3 : 0;
    Canvas inside = canvas.part(0, 0, canvas.width(), canvas.height() - below).panel("Metrics");
    int width = Math.max(10, inside.width() - LABEL - VALUE);
    List<Second> seconds = seconds(moment, width);
    int pitch = inside.height() >= 2 * MEASURES.size() + 1 ? 2 : 1;
    int y = 0;
    for (Measure m : MEASURES) {
      if (y < inside.height()) {
        line(inside, y, m, seconds, width, pitch);
      }
      y += pitch;
    }
    String legend = " a column a second, now at the right; height against the line's own highest ";
    canvas
        .part(0, 0, canvas.width(), canvas.height() - below)
        .textTo(canvas.width() - 2, canvas.height() - below - 1, legend, Ink.DIM);
    if (below > 0) {
      Canvas table = canvas.part(0, canvas.height() - below, canvas.width(), below).panel("Nodes");
      nodes(table, moment);
    }
  }

  private List<Second> seconds(Moment moment, int width) {
    TreeMap<Long, Second> all = memo.at(moment).all;
    long now = moment.nowNanos() / 1_000_000_000;
    List<Second> shown = new ArrayList<>();
    for (long s = now - width; s < now; s++) { // the present second is not over
      shown.add(all.getOrDefault(s, new Second()));
    }
    return shown;
  }

  private static void line(
      Canvas canvas, int y, Measure m, List<Second> seconds, int width, int pitch) {
    double most = seconds.stream().mapToDouble(m.value()).max().orElse(0);
    double last = seconds.isEmpty() ? 0 : m.value().applyAsDouble(seconds.get(seconds.size() - 1));
    canvas.text(0, y, m.label(), Ink.PLAIN);
    for (int i = 0; i < seconds.size(); i++) {
      double v = m.value().applyAsDouble(seconds.get(i));
      if (v <= 0) {
        canvas.put(LABEL + i, y, '\u00b7', Ink.FRAME);
      } else {
        int step = (int) Math.min(STEPS.length() - 1, Math.floor(v / most * STEPS.length()));
        canvas.put(LABEL + i, y, STEPS.charAt(step), m.ink());
      }
    }
    canvas.text(LABEL + width + 1, y, m.say(last), Ink.STRONG);
    String highest = "top " + m.say(most);
    if (pitch > 1) {
      canvas.text(LABEL + width + 1, y + 1, highest, Ink.DIM);
    } else if (most > 0) {
      canvas.textTo(canvas.width(), y, highest, Ink.DIM);
    }
  }

  private static void nodes(Canvas canvas, Moment moment) {
    canvas.text(0, 0, "  node    not applied  behind the longest log  corrupt chunks", Ink.DIM);
    long longest =
        moment.view().nodes().values().stream().mapToLong(NodeView::lastIndex).max().orElse(0);
    int y = 1;
    for (NodeView n : moment.view().nodes().values()) {
      Sign sign = Sign.of(n);
      canvas.text(0, y, sign.glyph + " " + n.id(), sign.ink);
      canvas.textTo(21, y, String.valueOf(n.lastIndex() - n.appliedIndex()), Ink.PLAIN);
      canvas.textTo(45, y, String.valueOf(longest - n.lastIndex()), Ink.PLAIN);
      canvas.textTo(61, y, String.valueOf(n.corruptChunks()), Ink.PLAIN);
      y++;
    }
  }

  @Override
  public List<String> describe(Moment moment) {
    List<Second> seconds = seconds(moment, 60);
    List<String> lines = new ArrayList<>();
    for (Measure m : MEASURES) {
      double last = m.value().applyAsDouble(seconds.get(seconds.size() - 1));
      double most = seconds.stream().mapToDouble(m.value()).max().orElse(0);
      lines.add(
          m.label()
              + ": "
              + m.say(last)
              + " in the last second, at most "
              + m.say(most)
              + " in the last minute.");
    }
    return lines;
  }
}
