package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sandstore.lab.LabEvent;
import sandstore.lab.story.GateSentences;
import sandstore.lab.story.Noteworthiness;
import sandstore.lab.story.Sentence;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.ClusterView.Election;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Precaution;
import sandstore.proto.Health;
import sandstore.wire.NodeId;

/** Who leads, who lives, who hears whom. */
@AutoService(View.class)
public final class Overview implements View {
  private static final int REACH = 20_000;

  @Override
  public String name() {
    return "overview";
  }

  @Override
  public int place() {
    return 1;
  }

  @Override
  public String about() {
    return "who leads, who lives, what passes between them";
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    Heard heard = Heard.in(moment);
    if (canvas.width() >= 100) {
      int right = Math.max(60, Math.min(84, canvas.width() * 42 / 100));
      ring(canvas.part(0, 0, canvas.width() - right, canvas.height()), moment, heard, ui);
      side(canvas.part(canvas.width() - right, 0, right, canvas.height()), moment, heard, ui);
    } else if (ui.swapped()) {
      side(canvas, moment, heard, ui);
    } else {
      int below = moment.view().nodes().size() + 3;
      int above = canvas.height() - below;
      boolean both = above >= 12;
      ring(canvas.part(0, 0, canvas.width(), both ? above : canvas.height()), moment, heard, ui);
      if (both) {
        Canvas panel = canvas.part(0, above, canvas.width(), below).panel("Nodes");
        NodeTable.draw(panel, moment, heard);
      }
    }
  }

  private static void ring(Canvas canvas, Moment moment, Heard heard, Ui ui) {
    Canvas inside = canvas.panel("Network");
    if (inside.height() >= 10) {
      String legend = "H heartbeat A append V vote P pre-vote \u2573 lost [ ] held";
      int at = Math.max(2, canvas.width() - legend.length() - 4);
      canvas.fitted(at, canvas.height() - 1, " " + legend + " ", canvas.width() - 4, Ink.DIM);
    }
    Network.draw(inside, moment, heard, ui.chatter());
  }

  private static void side(Canvas canvas, Moment moment, Heard heard, Ui ui) {
    ClusterView view = moment.view();
    int nodes = view.nodes().size() + 3;
    Canvas table = canvas.part(0, 0, canvas.width(), nodes).panel("Nodes");
    NodeTable.draw(table, moment, heard);
    int y = nodes;
    if (!ui.as().isEmpty()) {
      int rows = Math.min(view.nodes().size() + 4, canvas.height() - y);
      Canvas panel = canvas.part(0, y, canvas.width(), rows).panel("What " + ui.as() + " believes");
      Belief.draw(panel, view, ui.as());
      y += rows;
    }
    if (!view.voters().isEmpty()) {
      int candidates = view.elections().isEmpty() ? 0 : candidates(view);
      int rows = Math.min(candidates + 3, canvas.height() - y);
      Canvas whole = canvas.part(0, y, canvas.width(), rows);
      Canvas panel = whole.panel("Latest election");
      String legend = " \u25a0 has  \u2718 no  \u25a1 not heard ";
      whole.textTo(whole.width() - 2, rows - 1, legend, Ink.DIM);
      Tally.draw(panel, moment);
      y += rows;
    }
    if (canvas.height() - y >= 3) {
      recent(canvas.part(0, y, canvas.width(), canvas.height() - y).panel("Lately"), moment);
    }
  }

  private static int candidates(ClusterView view) {
    Election e = view.elections().get(view.elections().size() - 1);
    return (int)
        java.util.stream.Stream.concat(e.tally().keySet().stream(), e.campaigning().stream())
            .distinct()
            .count();
  }

  /** The newest last, at the bottom. */
  private static void recent(Canvas canvas, Moment moment) {
    List<LabEvent> events =
        moment.newest(
            canvas.height(),
            REACH,
            e -> Noteworthiness.of(e.event()) != Noteworthiness.ROUTINE || Story.told(e.event()));
    int y = Math.min(canvas.height(), events.size()) - 1;
    for (LabEvent e : events) {
      if (y < 0) {
        return;
      }
      int x = canvas.text(0, y, Story.clock(moment, e), Ink.DIM);
      canvas.fitted(x + 1, y, Sentence.of(e.event()), canvas.width() - x - 1, Story.ink(e.event()));
      y--;
    }
  }

  @Override
  public List<String> describe(Moment moment) {
    ClusterView view = moment.view();
    List<String> lines = new ArrayList<>();
    String leader =
        view.leaders().isEmpty()
            ? "nobody leads"
            : view.leaders().stream()
                .map(n -> n.id() + " leads in term " + n.term())
                .collect(Collectors.joining(", and "));
    lines.add(view.topology() + " with " + view.nodes().size() + " nodes: " + leader + ".");
    List<List<NodeId>> sides = Sides.of(view);
    if (sides.size() > 1) {
      for (List<NodeId> side : sides) {
        String names = side.stream().map(NodeId::name).collect(Collectors.joining(", "));
        lines.add("On one side: " + names + ", " + Sides.votes(view, side) + ".");
      }
    }
    String faults = Frame.faults(view);
    lines.add(faults.isEmpty() ? "No faults are in force." : "In force: " + faults + ".");
    if (!Precaution.words(view).isEmpty()) {
      lines.add(Precaution.words(view) + ".");
    }
    view.gate()
        .held()
        .forEach(h -> lines.add(h.id() + " waits: " + GateSentences.message(h.message()) + "."));
    Heard heard = Heard.in(moment);
    for (NodeView n : view.nodes().values()) {
      lines.add(node(moment, n, heard));
    }
    if (!view.elections().isEmpty()) {
      Election last = view.elections().get(view.elections().size() - 1);
      Tally.of(moment, last)
          .forEach(
              r -> lines.add("Election for term " + last.term() + ": " + Tally.words(r) + "."));
    }
    return lines;
  }

  private static String node(Moment moment, NodeView n, Heard heard) {
    String heardWords = "";
    if (Heard.waits(n)) {
      var age = heard.ageMillis(moment, n);
      heardWords =
          age.isPresent()
              ? ", heard a leader " + age.getAsLong() + " ms ago"
              : ", has heard no leader for longer than two timeouts";
    }
    return n.id()
        + " is "
        + Sign.word(n)
        + " in term "
        + n.term()
        + ", log up to "
        + n.lastIndex()
        + ", committed "
        + n.commitIndex()
        + ", applied "
        + n.appliedIndex()
        + heardWords
        + ".";
  }

  /** How one node sees the others. */
  static final class Belief {
    private Belief() {}

    static void draw(Canvas canvas, ClusterView view, String name) {
      int y = 0;
      for (String[] line : lines(view, name)) {
        canvas.fitted(0, y++, line[0], canvas.width(), line[1].isEmpty() ? Ink.PLAIN : Ink.WARN);
      }
    }

    /** Sentences; the second of each pair is not empty where it differs from the whole. */
    static List<String[]> lines(ClusterView view, String name) {
      List<String[]> lines = new ArrayList<>();
      NodeView n = view.node(new NodeId(name)).orElse(null);
      if (n == null) {
        lines.add(new String[] {"there is no " + name, "!"});
        return lines;
      }
      String leader = n.leader().map(NodeId::name).orElse("nobody");
      String whole = view.leader().map(l -> l.id().name()).orElse("nobody");
      add(lines, leader + " leads", leader.equals(whole) ? "" : "in truth " + whole);
      add(
          lines,
          "it is term " + n.term(),
          n.term() == view.term() ? "" : "others are in " + view.term());
      long commit = view.nodes().values().stream().mapToLong(NodeView::commitIndex).max().orElse(0);
      add(
          lines,
          "committed up to " + n.commitIndex(),
          n.commitIndex() == commit ? "" : "someone knows " + commit);
      for (Map.Entry<NodeId, Health> peer : n.health().entrySet()) {
        boolean lives = view.node(peer.getKey()).map(NodeView::alive).orElse(false);
        boolean believed = peer.getValue() == Health.ALIVE;
        add(
            lines,
            peer.getKey() + " is " + peer.getValue().name().toLowerCase(java.util.Locale.ROOT),
            lives == believed ? "" : lives ? "it runs" : "it does not run");
      }
      return lines;
    }

    private static void add(List<String[]> to, String words, String differs) {
      to.add(
          new String[] {
            words + (differs.isEmpty() ? "" : "   \u2190 differs: " + differs), differs
          });
    }
  }
}
