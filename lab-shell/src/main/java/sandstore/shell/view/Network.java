package sandstore.shell.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import sandstore.lab.LabEvent;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.LinkRule;
import sandstore.shell.view.Ring.Place;
import sandstore.wire.NodeId;

/**
 * The nodes on a ring, the links between them, and what passes on those: a call that has ended is a
 * trail for 300 ms, a delayed one is where its delay has it, a swallowed one ends in a cross.
 */
final class Network {
  private static final long TRAIL_MILLIS = 300;
  private static final long OPEN_MILLIS = 1_000;
  private static final int REACH = 4_000;
  private static final Place NOWHERE = new Place(0, 0, 0, 0);

  private final Canvas canvas;
  private final Moment moment;
  private final ClusterView view;
  private final Heard heard;
  private final Map<NodeId, Place> places = new LinkedHashMap<>();
  private final Map<NodeId, Integer> sideOf = new LinkedHashMap<>();
  private final Map<Integer, Place> regions = new LinkedHashMap<>();

  private Network(Canvas canvas, Moment moment, Heard heard) {
    this.canvas = canvas;
    this.moment = moment;
    this.view = moment.view();
    this.heard = heard;
  }

  static void draw(Canvas canvas, Moment moment, Heard heard, boolean chatter) {
    Network network = new Network(canvas, moment, heard);
    network.sides();
    network.links();
    network.calls(chatter);
    network.nodes();
    HeldMarks.draw(canvas, moment.view().gate(), network.places);
  }

  /** One ring; after a partition a region with a ring for each side. */
  private void sides() {
    List<List<NodeId>> sides = Sides.of(view);
    if (sides.size() == 1) {
      places.putAll(Ring.places(sides.get(0), canvas.width(), canvas.height()));
      sides.get(0).forEach(n -> sideOf.put(n, 0));
      return;
    }
    double weights = sides.stream().mapToDouble(Network::weight).sum();
    double done = 0;
    boolean across = canvas.width() >= 20 * sides.size();
    int all = across ? canvas.width() : canvas.height();
    for (int s = 0; s < sides.size(); s++) {
      List<NodeId> side = sides.get(s);
      int from = (int) Math.round(all * done / weights);
      done += weight(side);
      int room = (int) Math.round(all * done / weights) - from - (s + 1 < sides.size() ? 1 : 0);
      int x = across ? from : 0;
      int y = across ? 0 : from;
      int w = across ? room : canvas.width();
      int h = across ? canvas.height() : room;
      Canvas region = canvas.part(x, y, w, h);
      region.frame(Canvas.Line.DASHED, Ink.WARN);
      String title = " " + (char) ('A' + s) + ": " + Sides.votes(view, side) + " ";
      region.fitted(2, 0, title, w - 4, Ink.WARN);
      int index = s;
      regions.put(s, new Place(x, y, w, h));
      Ring.places(side, w - 4, h - 2)
          .forEach(
              (n, p) -> {
                places.put(n, p.moved(x + 2, y + 1));
                sideOf.put(n, index);
              });
    }
  }

  private static double weight(List<NodeId> side) {
    return side.size() + 1.0;
  }

  private void links() {
    List<NodeId> nodes = List.copyOf(places.keySet());
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = i + 1; j < nodes.size(); j++) {
        link(nodes.get(i), nodes.get(j));
      }
    }
  }

  private void link(NodeId a, NodeId b) {
    boolean apart = !sideOf.getOrDefault(a, 0).equals(sideOf.getOrDefault(b, 0));
    LinkRule there = view.rule(a, b).orElse(LinkRule.getDefaultInstance());
    LinkRule back = view.rule(b, a).orElse(LinkRule.getDefaultInstance());
    if (apart) {
      return; // the regions say it
    }
    boolean wrong = there.getCut() || back.getCut();
    line(a, b, 0, 1, wrong ? 3 : 5, wrong ? Ink.BAD : Ink.FRAME);
    mark(a, b, there);
    mark(b, a, back);
  }

  private void mark(NodeId from, NodeId to, LinkRule rule) {
    if (rule.getCut()) {
      at(from, to, 0.36, "\u2573", Ink.BAD);
    } else {
      String delay = rule.getDelayMillis() > 0 ? rule.getDelayMillis() + "ms" : "";
      String loss = rule.getLoss() > 0 ? Math.round(rule.getLoss() * 100) + "%lost" : "";
      String words = delay + (delay.isEmpty() || loss.isEmpty() ? "" : " ") + loss;
      if (!words.isEmpty()) {
        at(from, to, 0.36, words + arrow(from, to), Ink.WARN);
      }
    }
  }

  private void calls(boolean chatter) {
    long reach = TRAIL_MILLIS + longestDelay();
    List<LabEvent> events = new ArrayList<>();
    for (LabEvent e : moment.recent(Math.max(OPEN_MILLIS, reach), REACH)) {
      events.add(e);
    }
    List<Call> calls = new ArrayList<>(Call.in(events));
    calls.removeIf(c -> c.kind.equals("MemberHeartbeat") && !chatter);
    calls.sort(Comparator.comparingInt(c -> c.letter() == 'H' ? 0 : 1));
    calls.forEach(this::call);
  }

  private long longestDelay() {
    return view.faults().stream().mapToLong(LinkRule::getDelayMillis).max().orElse(0);
  }

  private void call(Call call) {
    NodeId from = new NodeId(call.from);
    NodeId to = new NodeId(call.to);
    LabEvent sent = call.sent;
    LabEvent ended = call.ended;
    if (!places.containsKey(from) || !places.containsKey(to)) {
      return;
    }
    if (ended != null) {
      if (moment.ageMillis(ended.receivedNanos()) <= TRAIL_MILLIS) {
        trail(call, from, to);
      }
    } else if (sent != null) {
      long age = moment.ageMillis(sent.receivedNanos());
      if (call.delayMillis > 0 && call.received == null) {
        double way = Math.min(1, age / (double) call.delayMillis);
        at(from, to, 0.15 + 0.7 * way, call.letter() + arrow(from, to), Ink.STRONG);
      } else if (call.received == null && age > TRAIL_MILLIS) {
        at(from, to, 0.22, call.letter() + "\u2026", Ink.WARN);
      } else if (call.received != null && age > TRAIL_MILLIS) {
        at(from, to, 0.78, call.letter() + "\u2026", Ink.WARN);
      }
    }
  }

  private void trail(Call call, NodeId from, NodeId to) {
    switch (call.fate) {
      case DROPPED -> {
        double way = lostAt(from, to);
        line(from, to, 0, way, 2, Ink.BAD);
        at(from, to, way, call.letter() + "\u2573", Ink.BAD);
      }
      case REPLY_DROPPED -> {
        line(from, to, 0, 1, 2, call.ink());
        at(from, to, 0.6, "\u2573" + call.letter(), Ink.BAD);
      }
      case FAILED -> at(from, to, 0.22, call.letter() + "\u2573", Ink.BAD);
      default -> {
        line(from, to, 0, 1, call.letter() == 'H' ? 2 : 1, call.ink());
        String answer = call.letter() == 'V' || call.letter() == 'P' ? " " + call.answer() : "";
        at(from, to, 0.45, call.letter() + arrow(from, to) + answer, call.ink());
      }
    }
  }

  /** Half way, or where the region of the sender's side ends. */
  private double lostAt(NodeId from, NodeId to) {
    Place region = regions.get(sideOf.getOrDefault(from, 0));
    Place a = place(from);
    Place b = place(to);
    for (double way = 0; region != null && way < 0.5; way += 0.01) {
      int x = between(a.middleX(), b.middleX(), way);
      int y = between(a.middleY(), b.middleY(), way);
      boolean inside =
          x > region.x()
              && y > region.y()
              && x < region.x() + region.width() - 1
              && y < region.y() + region.height() - 1;
      if (!inside) {
        return way;
      }
    }
    return 0.5;
  }

  private void line(NodeId from, NodeId to, double begin, double end, int every, Ink ink) {
    Place a = place(from);
    Place b = place(to);
    canvas.line(
        between(a.middleX(), b.middleX(), begin),
        between(a.middleY(), b.middleY(), begin),
        between(a.middleX(), b.middleX(), end),
        between(a.middleY(), b.middleY(), end),
        every,
        ink);
  }

  private static int between(int a, int b, double way) {
    return (int) Math.round(a + (b - a) * way);
  }

  private void at(NodeId from, NodeId to, double way, String text, Ink ink) {
    Place a = place(from);
    Place b = place(to);
    int x = between(a.middleX(), b.middleX(), way) - text.length() / 2;
    canvas.text(x, between(a.middleY(), b.middleY(), way), text, ink);
  }

  /** Of a node that has one: whoever is asked for was found in {@link #places} before. */
  private Place place(NodeId node) {
    return places.getOrDefault(node, NOWHERE);
  }

  private String arrow(NodeId from, NodeId to) {
    return place(from).arrowTo(place(to));
  }

  private void nodes() {
    places.forEach((id, place) -> view.node(id).ifPresent(n -> node(n, place)));
  }

  private void node(NodeView node, Place place) {
    Sign sign = Sign.of(node);
    Canvas box = canvas.part(place.x(), place.y(), place.width(), place.height());
    box.fill(' ', Ink.PLAIN);
    String name = sign.glyph + " " + node.id();
    if (place.height() == 1) {
      box.text(0, 0, name + " t" + node.term(), sign.ink);
      return;
    }
    box.frame(sign.frame, sign.ink);
    box.text(2, 0, " " + name + " ", sign.ink);
    Canvas inside = box.part(2, 1, place.width() - 4, place.height() - 2);
    String term = "t" + node.term();
    inside.fitted(0, 0, Sign.word(node), inside.width() - term.length() - 1, sign.ink);
    inside.textTo(inside.width(), 0, term, Ink.term(node.term()));
    int y = 1;
    if (inside.height() >= 3) {
      inside.fitted(0, y++, log(node), inside.width(), Ink.DIM);
    }
    if (inside.height() > y) {
      patience(inside, y, node);
    }
  }

  private static String log(NodeView node) {
    return node.commitIndex() == node.lastIndex()
        ? "log " + node.lastIndex()
        : "log " + node.lastIndex() + " (" + node.commitIndex() + ")";
  }

  private void patience(Canvas inside, int y, NodeView node) {
    if (Heard.waits(node)) {
      OptionalLong age = heard.ageMillis(moment, node);
      long timeout = node.electionTimeoutMillis();
      Heard.bar(inside, 0, y, inside.width(), age.orElse(2 * timeout), timeout);
    } else if (node.leads()) {
      inside.fitted(
          0,
          y,
          node.chunks() + (node.chunks() == 1 ? " chunk" : " chunks"),
          inside.width(),
          Ink.DIM);
    } else if (!node.exitCause().isEmpty()) {
      inside.fitted(0, y, node.exitCause(), inside.width(), Ink.DIM);
    } else if (!node.alive()) {
      inside.fitted(0, y, "believes what it did", inside.width(), Ink.DIM);
    }
  }
}
