package sandstore.shell.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sandstore.lab.LabEvent;
import sandstore.lab.view.NodeView;
import sandstore.wire.NodeId;

/**
 * One space-time diagram: which events have rows, and where lanes are; then what is drawn there.
 */
final class Diagram {
  private static final long REACH_MILLIS = 60_000;
  private static final int REACH = 6_000;
  private static final int NARROWEST = 6;

  private final Moment moment;
  private final Ui ui;
  private final TreeMap<Long, LabEvent> points = new TreeMap<>();
  private final List<Call> calls = new ArrayList<>();

  Diagram(Moment moment, Ui ui) {
    this.moment = moment;
    this.ui = ui;
  }

  /**
   * Where things are.
   *
   * @param laneX column of each lane, by name, from left to right
   * @param rowOf row of each event that has one, by its order
   * @param gap between two lanes
   * @param clock columns at the left for the time
   */
  record Grid(Map<String, Integer> laneX, Map<Long, Integer> rowOf, int gap, int clock) {
    static final int CLOCK = 10;

    @Nullable Integer row(@Nullable LabEvent e) {
      return e == null ? null : rowOf.get(e.order());
    }
  }

  void draw(Canvas canvas) {
    collect();
    Grid grid = lanes(canvas, rows(canvas.height() - 1));
    if (grid.rowOf().isEmpty()) {
      canvas.text(Grid.CLOCK, 2, "nothing but heartbeats of late; b shows them", Ink.DIM);
    }
    Canvas body = canvas.part(0, 1, canvas.width(), canvas.height() - 1);
    new LaneLines(moment, grid, points).draw(body);
    CallArrows arrows = new CallArrows(grid);
    calls.forEach(c -> arrows.draw(body, c));
    Happenings.draw(body, grid, points.values());
  }

  private void collect() {
    List<LabEvent> events = moment.recent(REACH_MILLIS, REACH);
    for (Call call : Call.in(events)) {
      boolean single =
          call.sent != null
              || call.received != null
              || call.requestWait != null
              || call.replyWait != null;
      boolean hidden = call.kind.equals("MemberHeartbeat") || call.chatter() && !ui.chatter();
      if (single && !hidden) {
        calls.add(call);
        point(call.requestWait);
        point(call.replyWait);
        point(call.sent);
        point(call.received);
        point(call.ended);
      }
    }
    events.stream().filter(e -> Happenings.is(e.event())).forEach(this::point);
  }

  private void point(Call.@Nullable Wait wait) {
    if (wait != null) {
      point(wait.since);
    }
  }

  private void point(@Nullable LabEvent e) {
    if (e != null) {
      points.put(e.order(), e);
    }
  }

  private Grid lanes(Canvas canvas, Map<Long, Integer> rowOf) {
    Map<String, Integer> laneX = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(Comparator.comparingInt(Diagram::rank));
    moment.view().nodes().keySet().forEach(n -> names.add(n.name()));
    calls.forEach(
        c -> {
          names.add(c.from);
          names.add(c.to);
        });
    int gap = Math.max(NARROWEST, (canvas.width() - Grid.CLOCK) / Math.max(1, names.size()));
    int x = Grid.CLOCK + gap / 2;
    for (String name : names) {
      laneX.put(name, x);
      NodeView n = moment.view().nodes().get(new NodeId(name));
      Sign sign = n == null ? Sign.FOLLOWS : Sign.of(n);
      String head = n == null ? name : sign.glyph + " " + name;
      canvas.text(x - head.length() / 2, 0, head, n == null ? Ink.PLAIN : sign.ink);
      x += gap;
    }
    return new Grid(laneX, rowOf, gap, Grid.CLOCK);
  }

  private static int rank(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.isEmpty() ? -name.hashCode() & 0xff | 0x1000 : Integer.parseInt(digits);
  }

  private Map<Long, Integer> rows(int height) {
    Map<Long, Integer> rowOf = new HashMap<>();
    List<Long> orders = List.copyOf(points.keySet());
    int end = Math.max(Math.min(height, orders.size()), orders.size() - ui.down());
    int begin = Math.max(0, end - height);
    for (int i = begin; i < end; i++) {
      rowOf.put(orders.get(i), i - begin);
    }
    return rowOf;
  }
}
