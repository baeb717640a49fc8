package sandstore.shell.view;

import com.google.auto.service.AutoService;
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
import sandstore.lab.story.Sentence;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;

/**
 * A space-time diagram: a lane a node, a row an event, time flows down. A call slants from where it
 * was sent to where it was received, its answer, dotted, back; what was swallowed ends in a cross.
 */
@AutoService(View.class)
public final class MessagesView implements View {
  private static final long REACH_MILLIS = 60_000;
  private static final int REACH = 6_000;
  private static final int CLOCK = 10;

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public int place() {
    return 3;
  }

  @Override
  public String about() {
    return "who said what to whom, and when it came";
  }

  @Override
  public String keys() {
    return "up down: scroll  b: heartbeats";
  }

  @Override
  public Ui press(Ui ui, Press press, Moment moment) {
    int by =
        switch (press.key()) {
          case UP -> 3;
          case DOWN -> -3;
          case PAGE_UP -> 30;
          case PAGE_DOWN -> -30;
          default -> press.is('k') ? 3 : press.is('j') ? -3 : 0;
        };
    if (by == 0) {
      return ui;
    }
    Ui still = ui.frozen() ? ui : ui.frozenAt(moment.order());
    return still.at(0, ui.down() + by);
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    String title = "Messages" + (ui.chatter() ? "" : ", without heartbeats");
    Canvas inside = canvas.panel(title);
    String legend =
        " \u2500\u25b8 call  \u00b7\u00b7\u25b8 answer  \u2573 lost  \u2503 leads  \u250a paused  ";
    canvas.textTo(canvas.width() - 2, canvas.height() - 1, legend, Ink.DIM);
    new Diagram(moment, ui).draw(inside);
  }

  @Override
  public List<String> describe(Moment moment) {
    List<String> lines = new ArrayList<>();
    List<LabEvent> newest =
        moment.newest(
            20, REACH, e -> Story.chatter(e.event()) && Call.of(e) && !Call.heartbeat(e.event()));
    for (int i = newest.size() - 1; i >= 0; i--) {
      LabEvent e = newest.get(i);
      lines.add("e" + e.order() + ": " + Sentence.of(e.event()) + ".");
    }
    return lines.isEmpty() ? List.of("No calls but heartbeats of late.") : lines;
  }

  /** One diagram: which events have rows, where lanes are, and what is drawn between. */
  private static final class Diagram {
    private final Moment moment;
    private final Ui ui;
    private final Map<String, Integer> laneX = new LinkedHashMap<>();
    private final TreeMap<Long, LabEvent> points = new TreeMap<>();
    private final Map<Long, Integer> rowOf = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private int gap;

    Diagram(Moment moment, Ui ui) {
      this.moment = moment;
      this.ui = ui;
    }

    void draw(Canvas canvas) {
      collect();
      lanes(canvas);
      rows(canvas.height() - 1);
      if (rowOf.isEmpty()) {
        canvas.text(CLOCK, 2, "nothing but heartbeats of late; b shows them", Ink.DIM);
      }
      Canvas body = canvas.part(0, 1, canvas.width(), canvas.height() - 1);
      lines(body);
      calls.forEach(c -> call(body, c));
      happenings(body);
    }

    private void collect() {
      List<LabEvent> events = moment.recent(REACH_MILLIS, REACH);
      for (Call call : Call.in(events)) {
        boolean single = call.sent != null || call.received != null;
        boolean hidden = call.kind.equals("MemberHeartbeat") || call.chatter() && !ui.chatter();
        if (single && !hidden) {
          calls.add(call);
          point(call.sent);
          point(call.received);
          point(call.ended);
        }
      }
      events.stream().filter(e -> happening(e.event())).forEach(this::point);
    }

    private void point(@Nullable LabEvent e) {
      if (e != null) {
        points.put(e.order(), e);
      }
    }

    /** What is written beside a lane. */
    private static boolean happening(Event e) {
      return switch (e.getKindCase()) {
        case NODE_SPAWNED,
            NODE_EXITED,
            NODE_PAUSED,
            NODE_RESUMED,
            VOTE_CAST,
            ELECTION_STARTED,
            ENTRIES_TRUNCATED,
            LEADER_STEPPED ->
            true;
        case ROLE_CHANGED -> e.getRoleChanged().getRole() == sandstore.proto.Role.LEADER;
        default -> false;
      };
    }

    private void lanes(Canvas canvas) {
      Set<String> names = new TreeSet<>(Comparator.comparingInt(Diagram::rank));
      moment.view().nodes().keySet().forEach(n -> names.add(n.name()));
      calls.forEach(
          c -> {
            names.add(c.from);
            names.add(c.to);
          });
      gap = Math.max(6, (canvas.width() - CLOCK) / Math.max(1, names.size()));
      int x = CLOCK + gap / 2;
      for (String name : names) {
        laneX.put(name, x);
        NodeView n = moment.view().nodes().get(new sandstore.wire.NodeId(name));
        Sign sign = n == null ? Sign.FOLLOWS : Sign.of(n);
        String head = n == null ? name : sign.glyph + " " + name;
        canvas.text(x - head.length() / 2, 0, head, n == null ? Ink.PLAIN : sign.ink);
        x += gap;
      }
    }

    private static int rank(String name) {
      String digits = name.replaceAll("\\D", "");
      return digits.isEmpty() ? -name.hashCode() & 0xff | 0x1000 : Integer.parseInt(digits);
    }

    private void rows(int height) {
      List<Long> orders = List.copyOf(points.keySet());
      int end = Math.max(Math.min(height, orders.size()), orders.size() - ui.down());
      int begin = Math.max(0, end - height);
      for (int i = begin; i < end; i++) {
        rowOf.put(orders.get(i), i - begin);
      }
    }

    /** The lanes themselves, in the state that each node was in. */
    private void lines(Canvas body) {
      List<Long> shown = rowOf.keySet().stream().sorted().toList();
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
        laneX.forEach((name, x) -> lane(body, x, row, signs.get(name)));
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

    private void call(Canvas body, Call call) {
      Integer fromX = laneX.get(call.from);
      Integer toX = laneX.get(call.to);
      if (fromX == null || toX == null) {
        return;
      }
      Integer sent = row(call.sent);
      Integer received = row(call.received);
      Integer ended = row(call.ended);
      Ink ink = call.letter() == 'H' ? Ink.DIM : call.ink();
      boolean lost = call.fate == Call.Fate.DROPPED;
      if (sent != null && lost) {
        int middle = (fromX + toX) / 2;
        int y = ended == null ? sent : ended;
        arrow(body, fromX, sent, middle, y, 1, Ink.BAD, call.question());
        body.put(middle, y, '\u2573', Ink.BAD);
        return;
      }
      if (sent != null && received != null) {
        arrow(body, fromX, sent, toX, received, 1, ink, call.question());
        head(body, fromX, toX, received, ink);
      } else if (sent != null) {
        arrow(
            body,
            fromX,
            sent,
            toX - Integer.signum(toX - fromX) * 2,
            sent,
            3,
            ink,
            call.question());
      } else if (received != null) {
        arrow(
            body,
            toX,
            received,
            toX - Integer.signum(toX - fromX) * (gap / 2),
            Math.max(0, received - 1),
            1,
            ink,
            call.question());
        head(body, fromX, toX, received, ink);
      }
      if (ended != null) {
        answer(body, call, fromX, toX, received == null ? ended : received, ended, ink);
      }
    }

    private void answer(Canvas body, Call call, int fromX, int toX, int begin, int end, Ink ink) {
      switch (call.fate) {
        case ANSWERED -> {
          arrow(body, toX, begin, fromX, end, 3, ink, call.answer());
          head(body, toX, fromX, end, ink);
        }
        case REPLY_DROPPED -> {
          int middle = (fromX + toX) / 2;
          arrow(body, toX, begin, middle, end, 3, Ink.BAD, "answer");
          body.put(middle, end, '\u2573', Ink.BAD);
        }
        case FAILED -> {
          int toward = Integer.signum(toX - fromX);
          String words = "\u2573 " + call.kind + " failed";
          int x = toward > 0 ? fromX + 1 : fromX - 1 - words.length();
          body.fitted(Math.max(CLOCK, x), end, words, gap - 2, Ink.BAD);
        }
        default -> {}
      }
    }

    private @Nullable Integer row(@Nullable LabEvent e) {
      return e == null ? null : rowOf.get(e.order());
    }

    private void arrow(
        Canvas body, int x1, int y1, int x2, int y2, int every, Ink ink, String words) {
      int toward = Integer.signum(x2 - x1);
      body.line(x1 + toward, y1, x2 - toward, y2, every, ink);
      int room = Math.max(0, Math.abs(x2 - x1) - 6);
      String label = Canvas.fit(words, Math.min(room, gap * 2));
      // near the sender, where the lines of several calls are still apart
      int x = toward > 0 ? x1 + 3 : x1 - 2 - label.length();
      body.text(x, y1, label, ink);
    }

    private static void head(Canvas body, int fromX, int toX, int y, Ink ink) {
      body.put(toX - Integer.signum(toX - fromX), y, fromX < toX ? '\u25b8' : '\u25c2', ink);
    }

    private void happenings(Canvas body) {
      points
          .values()
          .forEach(
              e -> {
                Integer y = rowOf.get(e.order());
                if (y != null && happening(e.event())) {
                  happened(body, y, e.event());
                }
              });
    }

    private void happened(Canvas body, int y, Event e) {
      String node =
          switch (e.getKindCase()) {
            case NODE_SPAWNED -> e.getNodeSpawned().getNode();
            case NODE_EXITED -> e.getNodeExited().getNode();
            case NODE_PAUSED -> e.getNodePaused().getNode();
            case NODE_RESUMED -> e.getNodeResumed().getNode();
            default -> e.getNode();
          };
      String words =
          switch (e.getKindCase()) {
            case NODE_SPAWNED -> "started";
            case NODE_EXITED -> "\u2716 " + e.getNodeExited().getCause();
            case NODE_PAUSED -> "\u2016 paused";
            case NODE_RESUMED -> "goes on";
            case VOTE_CAST ->
                "vote: "
                    + (e.getVoteCast().getCandidate().equals(node)
                        ? "itself"
                        : e.getVoteCast().getCandidate());
            case ELECTION_STARTED -> "\u25c7 term " + e.getElectionStarted().getTerm();
            case LEADER_STEPPED -> "leads no more";
            case ENTRIES_TRUNCATED ->
                "\u2573 "
                    + e.getEntriesTruncated().getFirst()
                    + ".."
                    + e.getEntriesTruncated().getLast();
            default -> "\u2605 leads t" + e.getRoleChanged().getTerm();
          };
      Integer x = laneX.get(node);
      if (x != null) {
        String shown = Canvas.fit(words, gap - 2);
        int at = Math.max(CLOCK, Math.min(x - shown.length() / 2, body.width() - shown.length()));
        body.text(at, y, shown, Story.ink(e));
      }
    }
  }
}
