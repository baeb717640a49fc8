package sandstore.shell.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sandstore.lab.story.GateSentences;
import sandstore.lab.view.Gate;
import sandstore.lab.view.Gate.Held;
import sandstore.shell.view.Ring.Place;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

/**
 * What waits, at the end of the link at which it does: a request with its caller, a reply with its
 * callee; several in one place once, the oldest by name. What waits in the client, which has no
 * place among the nodes, is told below.
 */
final class HeldMarks {
  private static final double FIRST = 0.3;
  private static final double STEP = 0.1;
  private static final double LAST = 0.6;

  private final Canvas canvas;
  private final List<Place> written = new ArrayList<>();

  private HeldMarks(Canvas canvas) {
    this.canvas = canvas;
  }

  static void draw(Canvas canvas, Gate gate, Map<NodeId, Place> places) {
    HeldMarks marks = new HeldMarks(canvas);
    Map<Link, List<Held>> byLink = new LinkedHashMap<>();
    List<Held> elsewhere = new ArrayList<>();
    for (Held held : gate.held()) {
      if (places.containsKey(held.from()) && places.containsKey(held.to())) {
        byLink.computeIfAbsent(new Link(held.from(), held.to()), l -> new ArrayList<>()).add(held);
      } else {
        elsewhere.add(held);
      }
    }
    byLink.forEach(
        (link, all) -> {
          Place from = places.get(link.from());
          Place to = places.get(link.to());
          if (from != null && to != null) {
            marks.mark(from, to, words(all) + from.arrowTo(to));
          }
        });
    marks.below(elsewhere);
  }

  private static String words(List<Held> all) {
    Held first = all.get(0);
    String answer = first.message().getReply() ? "'" : "";
    String more = all.size() > 1 ? "+" + (all.size() - 1) : "";
    return "[" + Call.letter(first.message().getKind()) + answer + " " + first.id() + more + "]";
  }

  /** Near the sender, where no other mark is already. */
  private void mark(Place from, Place to, String words) {
    double way = FIRST;
    Place room = room(from, to, words, way);
    while (way < LAST && written.stream().anyMatch(room::touches)) {
      way += STEP;
      room = room(from, to, words, way);
    }
    written.add(room);
    canvas.text(room.x(), room.y(), words, Ink.WARN);
  }

  private static Place room(Place from, Place to, String words, double way) {
    int x = (int) Math.round(from.middleX() + (to.middleX() - from.middleX()) * way);
    int y = (int) Math.round(from.middleY() + (to.middleY() - from.middleY()) * way);
    return new Place(x - words.length() / 2, y, words.length(), 1);
  }

  private void below(List<Held> elsewhere) {
    if (!elsewhere.isEmpty()) {
      Held first = elsewhere.get(0);
      String more = elsewhere.size() > 1 ? " (and " + (elsewhere.size() - 1) + " more)" : "";
      String words = "held: " + first.id() + " " + GateSentences.message(first.message()) + more;
      canvas.fitted(0, canvas.height() - 1, words, canvas.width(), Ink.WARN);
    }
  }
}
