package sandstore.lab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sandstore.lab.Style;
import sandstore.lab.history.FaultBand;
import sandstore.lab.history.Operation;

/**
 * A counterexample as lines of text: a lane for each client, time from left to right. Only the
 * order of beginnings and ends is to scale.
 *
 * <pre>
 *   before    1
 *   client 0  |-write 2-|
 *   client 1               |-read 1-|  impossible
 * </pre>
 */
public final class TextPicture {
  private final Counterexample example;
  private final int width;
  private final long[] moments;
  private int[] columns = new int[0];
  private final Map<Integer, String> labels = new LinkedHashMap<>();
  private boolean numbered;

  /**
   * @param width columns that there are; where what is written in the bars needs more, they get
   *     numbers, and the words come below
   */
  public TextPicture(Counterexample example, int width) {
    this.example = example;
    this.width = width;
    TreeSet<Long> all = new TreeSet<>(List.of(example.from()));
    for (Operation o : example.operations()) {
      all.add(Math.max(o.invoked(), example.from()));
      all.add(Math.min(o.returned(), end()));
    }
    all.add(end());
    moments = all.stream().mapToLong(Long::longValue).toArray();
    layOut(false);
    if (columns[columns.length - 1] + laneWidth() + 14 > width) {
      layOut(true);
    }
  }

  /** One moment after all that is shown. */
  private long end() {
    return example.operations().stream()
            .mapToLong(o -> o.open() ? o.invoked() : o.returned())
            .max()
            .orElse(0)
        + 1;
  }

  /** Gives each moment a column, so that what is in the bars fits. */
  private void layOut(boolean byNumber) {
    numbered = byNumber;
    labels.clear();
    for (Operation o : example.operations()) {
      labels.put(o.number(), byNumber ? "#" + o.number() : Style.harmless(o.shown()));
    }
    columns = new int[moments.length];
    for (int i = 1; i < moments.length; i++) {
      columns[i] = columns[i - 1] + 1;
      for (Operation o : example.operations()) {
        if (column(end(o)) == i) {
          int least = columns[column(start(o))] + label(o).length() + 3;
          columns[i] = Math.max(columns[i], least);
        }
      }
    }
  }

  private String label(Operation o) {
    return labels.getOrDefault(o.number(), "");
  }

  private long start(Operation o) {
    return Math.max(o.invoked(), example.from());
  }

  private long end(Operation o) {
    return Math.min(o.returned(), end());
  }

  /** The place of a moment among all, or of the next one. */
  private int column(long moment) {
    int at = Arrays.binarySearch(moments, moment);
    return at >= 0 ? at : Math.min(-at - 1, moments.length - 1);
  }

  private int laneWidth() {
    int longest = "faults".length();
    for (Operation o : example.operations()) {
      longest = Math.max(longest, lane(o).length());
    }
    return longest + 4;
  }

  private static String lane(Operation o) {
    String client = Style.harmless(o.client());
    return "client " + (client.length() > 16 ? client.substring(0, 16) : client);
  }

  /** The lines, which hold {@link Style}s. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Style.STRONG.of(
                "No order explains these operations on " + Style.harmless(example.subject()))
            + Style.DIM.of(
                example.leftOut() == 0
                    ? ""
                    : "  ("
                        + (example.leftOut() == 1
                            ? "1 other does not matter)"
                            : example.leftOut() + " others do not matter)")));
    lines.add("");
    lines.add(
        row(
            "before",
            Style.harmless(String.join(" or ", example.starts()))
                + (example.earlier() == 0
                    ? ""
                    : Style.DIM.of(
                        "  after "
                            + example.earlier()
                            + (example.earlier() == 1
                                ? " earlier operation"
                                : " earlier operations")))));
    for (FaultBand fault : example.faults()) {
      lines.add(row("faults", Style.WARN.of(band(fault))));
    }
    Map<String, List<Operation>> lanes = new LinkedHashMap<>();
    for (Operation o : example.operations()) {
      lanes.computeIfAbsent(lane(o), l -> new ArrayList<>()).add(o);
    }
    lanes.forEach((name, operations) -> lines.add(row(name, bars(operations))));
    lines.add(row("", Style.DIM.of("time ->")));
    if (numbered) {
      lines.add("");
      example.operations().forEach(o -> lines.add(legend(o)));
    }
    lines.add("");
    example.sentences().forEach(s -> lines.addAll(wrapped(Style.harmless(s))));
    if (anyOpen()) {
      lines.addAll(
          wrapped(
              "A bar without an end: nobody knows its outcome; it may take effect at any time."));
    }
    return lines;
  }

  private boolean anyOpen() {
    return example.operations().stream().anyMatch(Operation::open);
  }

  private String row(String name, String rest) {
    return ("  " + name + " ".repeat(laneWidth() - name.length() - 2) + rest).stripTrailing();
  }

  private String legend(Operation o) {
    boolean bad = o.number() == example.culprit().number();
    String text = String.format("  #%-6d %s", o.number(), Style.harmless(o.shown()));
    return bad ? Style.BAD.of(text + "  impossible") : text;
  }

  /** Bars of one client; those that overlap, after an unknown outcome, are cut off. */
  private String bars(List<Operation> operations) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Operation o : operations) {
      int from = columns[column(start(o))];
      if (from < at) {
        out.append(' ');
        at++;
      } else {
        out.append(" ".repeat(from - at));
        at = from;
      }
      String bar = bar(o, columns[column(end(o))] - from + 1);
      boolean bad = o.number() == example.culprit().number();
      out.append(bad ? Style.BAD.of(bar + "  impossible") : bar);
      at += bar.length() + (bad ? 12 : 0);
    }
    return out.toString();
  }

  private String bar(Operation o, int length) {
    String begin = o.invoked() < example.from() ? "<-" : "|-";
    String finish = o.open() ? ".." : "-|";
    int dashes = Math.max(0, length - label(o).length() - 4);
    return begin + label(o) + (o.open() ? "." : "-").repeat(dashes) + finish;
  }

  private String band(FaultBand fault) {
    int from = columns[column(Math.max(fault.from(), example.from()))];
    int to = columns[column(Math.min(fault.to(), end()))];
    String words = Style.harmless(fault.words());
    String inside = "[" + words + "=".repeat(Math.max(0, to - from - words.length() - 1));
    return " ".repeat(from) + inside + (fault.to() <= end() ? "]" : "..");
  }

  private List<String> wrapped(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() > 0 && line.length() + word.length() + 1 > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
