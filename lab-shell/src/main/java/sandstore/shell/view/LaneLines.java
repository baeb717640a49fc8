package sandstore.shell.view;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.lab.LabEvent;
import sandstore.proto.Event;

/** The lanes of a space-time diagram, row by row in the state in which each node was. */
final class LaneLines {
  private final Moment moment;
  private final Diagram.Grid grid;
  private final Map<Long, LabEvent> points;

  /**
   * @param points events that may have a row, by their order
   */
  LaneLines(Moment moment, Diagram.Grid grid, Map<Long, LabEvent> points) {
    this.moment = moment;
    this.grid = grid;
    this.points = points;
  }

  void draw(Canvas body) {
    List<Long> shown = grid.rowOf().keySet().stream().sorted().toList();
    if (shown.isEmpty()) {
      return;
    }
    Map<String, Sign> signs = new HashMap<>();
    moment
        .timeline()
        .viewAt(shown.get(0) - 1)
        .nodes()
        .values()
        .forEach(n -> signs.put(n.id().name(), Sign.of(n)));
    long done = shown.get(0) - 1;
    for (int y = 0; y < body.height(); y++) {
      if (y < shown.size()) {
        long upTo = shown.get(y);
        for (long i = done + 1; i <= upTo; i++) {
          moment.timeline().event(i).ifPresent(e -> change(signs, e.event()));
        }
        done = upTo;
        LabEvent e = points.get(upTo);
        if (e != null) {
          body.text(0, y, Story.clock(moment, e), Ink.DIM);
        }
      }
      int row = y;
      grid.laneX().forEach((name, x) -> lane(body, x, row, signs.get(name)));
    }
  }

  private static void lane(Canvas body, int x, int y, @Nullable Sign sign) {
    if (sign == null) {
      body.put(x, y, '\u2502', Ink.FRAME);
      return;
    }
    switch (sign) {
      case LEADS -> body.put(x, y, '\u2503', Ink.LEADER);
      case CAMPAIGNS -> body.put(x, y, '\u2506', Ink.WARN);
      case PAUSED -> body.put(x, y, '\u250a', Ink.WARN);
      case GONE -> body.put(x, y, ' ', Ink.PLAIN);
      default -> body.put(x, y, '\u2502', Ink.FRAME);
    }
  }

  private static void change(Map<String, Sign> signs, Event e) {
    switch (e.getKindCase()) {
      case NODE_EXITED -> signs.put(e.getNodeExited().getNode(), Sign.GONE);
      case NODE_PAUSED -> signs.put(e.getNodePaused().getNode(), Sign.PAUSED);
      case NODE_RESUMED -> signs.put(e.getNodeResumed().getNode(), Sign.FOLLOWS);
      case NODE_SPAWNED -> signs.put(e.getNodeSpawned().getNode(), Sign.STARTS);
      case ELECTION_STARTED -> signs.put(e.getNode(), Sign.CAMPAIGNS);
      case LEADER_STEPPED -> signs.put(e.getNode(), Sign.FOLLOWS);
      case ROLE_CHANGED ->
          signs.put(
              e.getNode(),
              switch (e.getRoleChanged().getRole()) {
                case LEADER, PRIMARY, SINGLE -> Sign.LEADS;
                case CANDIDATE -> Sign.CAMPAIGNS;
                default -> Sign.FOLLOWS;
              });
      default -> {}
    }
  }
}
