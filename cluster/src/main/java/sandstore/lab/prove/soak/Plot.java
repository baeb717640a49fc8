package sandstore.lab.prove.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long operations took around the beginnings of faults of one kind: the median over all such
 * faults, as SVG. Pure.
 */
final class Plot {
  private static final double FROM = -2;
  private static final double TO = 8;
  private static final int WIDTH = 460;
  private static final int HEIGHT = 170;
  private static final int LEFT = 52;
  private static final int BOTTOM = 24;
  private static final double LEAST_MILLIS = 1;
  private static final double MOST_MILLIS = 10_000;

  private Plot() {}

  /** A quarter of a second, relative to the fault's begin. */
  private record Point(double at, double p50, double p99, double rate) {}

  /** One picture a nemesis, by name. */
  static Map<String, String> byNemesis(List<TrialResult> results) {
    Map<String, List<List<Point>>> traces = new TreeMap<>();
    Map<String, List<Double>> lasted = new TreeMap<>();
    for (TrialResult result : results) {
      for (TrialResult.Fault fault : result.faults()) {
        traces.computeIfAbsent(fault.nemesis(), n -> new ArrayList<>()).add(around(result, fault));
        lasted
            .computeIfAbsent(fault.nemesis(), n -> new ArrayList<>())
            .add(fault.to() - fault.from());
      }
    }
    Map<String, String> pictures = new TreeMap<>();
    traces.forEach(
        (nemesis, all) ->
            pictures.put(
                nemesis,
                draw(
                    nemesis,
                    together(all),
                    median(lasted.getOrDefault(nemesis, List.of())),
                    all.size())));
    return pictures;
  }

  private static List<Point> around(TrialResult result, TrialResult.Fault fault) {
    List<Point> points = new ArrayList<>();
    double width = TrialResult.BUCKET_MILLIS / 1000.0;
    for (TrialResult.Bucket b : result.buckets()) {
      double at = b.at() * width - fault.from();
      if (at >= FROM && at < TO) {
        points.add(
            new Point(
                Math.floor(at / width) * width,
                b.p50Micros() / 1000.0,
                b.p99Micros() / 1000.0,
                b.operations() / width));
      }
    }
    return points;
  }

  private static List<Point> together(List<List<Point>> traces) {
    Map<Double, List<Point>> by = new TreeMap<>();
    traces.forEach(t -> t.forEach(p -> by.computeIfAbsent(p.at, a -> new ArrayList<>()).add(p)));
    List<Point> medians = new ArrayList<>();
    by.forEach(
        (at, points) ->
            medians.add(
                new Point(
                    at,
                    median(points.stream().map(Point::p50).toList()),
                    median(points.stream().map(Point::p99).toList()),
                    // Where nothing was answered there is no point: that counts as 0 a second.
                    points.stream().mapToDouble(Point::rate).sum() / traces.size())));
    return medians;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private static double x(double seconds) {
    return LEFT + (seconds - FROM) / (TO - FROM) * (WIDTH - LEFT - 10);
  }

  private static double y(double millis) {
    double log = Math.log10(Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, millis)));
    return HEIGHT - BOTTOM - log / Math.log10(MOST_MILLIS) * (HEIGHT - BOTTOM - 26);
  }

  private static String draw(String nemesis, List<Point> points, double lasted, int faults) {
    StringBuilder svg = new StringBuilder();
    line(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">",
        WIDTH,
        HEIGHT,
        WIDTH,
        HEIGHT);
    line(svg, "<text x=\"%d\" y=\"14\" font-weight=\"bold\">%s</text>", LEFT, nemesis);
    line(
        svg,
        "<text x=\"%d\" y=\"14\" text-anchor=\"end\" fill=\"#666\">%d faults, median %.1f s</text>",
        WIDTH - 10,
        faults,
        lasted);
    line(
        svg,
        "<rect x=\"%.1f\" y=\"22\" width=\"%.1f\" height=\"%d\" fill=\"#c0392b\" opacity=\"0.12\"/>",
        x(0),
        x(Math.min(TO, lasted)) - x(0),
        HEIGHT - BOTTOM - 22);
    for (int millis = 1; millis <= MOST_MILLIS; millis *= 10) {
      line(
          svg,
          "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#666\">%s</text>",
          LEFT,
          WIDTH - 10,
          y(millis),
          y(millis),
          LEFT - 5,
          y(millis) + 4,
          millis < 1000 ? millis + " ms" : millis / 1000 + " s");
    }
    for (int s = (int) FROM; s <= TO; s += 2) {
      line(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%+d s</text>",
          x(s),
          HEIGHT - 8,
          s);
    }
    curve(svg, points, "#2c7fb8", true);
    curve(svg, points, "#d95f0e", false);
    return svg.append("</svg>\n").toString();
  }

  private static void curve(StringBuilder svg, List<Point> points, String colour, boolean median) {
    StringBuilder path = new StringBuilder();
    double last = Double.NEGATIVE_INFINITY;
    for (Point p : points) {
      boolean gap = p.at - last > 2.5 * TrialResult.BUCKET_MILLIS / 1000.0;
      path.append(
          String.format(
              Locale.ROOT, "%s%.1f %.1f ", gap ? "M" : "L", x(p.at), y(median ? p.p50 : p.p99)));
      last = p.at;
    }
    line(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, colour);
  }

  private static void line(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
