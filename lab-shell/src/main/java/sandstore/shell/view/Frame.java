package sandstore.shell.view;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import sandstore.lab.Sheet;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Precaution;
import sandstore.lab.view.Strip;
import sandstore.proto.LinkRule;

/** The whole screen: the bar on top, one view, the keys below. Pure. */
final class Frame {
  static final int LEAST_WIDTH = 60;
  static final int LEAST_HEIGHT = 16;

  /** From here on words are written out. */
  private static final int ROOMY = 100;

  private Frame() {}

  /**
   * @param below rows at the bottom that someone else draws, instead of the keys; 0 = none
   */
  static Canvas draw(int width, int height, Moment moment, Ui ui, int below) {
    return draw(width, height, moment, ui, below, Sheet.NONE);
  }

  /**
   * The same with a lesson beside the view.
   *
   * @param sheet what it says
   */
  static Canvas draw(int width, int height, Moment moment, Ui ui, int below, Sheet sheet) {
    Canvas canvas = new Canvas(Math.max(1, width), Math.max(1, height));
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
      tooSmall(canvas, width, height);
      return canvas;
    }
    top(canvas.part(0, 0, width, 1), moment, ui);
    View view = Views.named(ui.view());
    Canvas whole = canvas.part(0, 1, width, height - 1 - Math.max(1, below));
    Canvas body = whole;
    boolean either = !sheet.isEmpty() && Shared.either(width, height);
    if (!sheet.isEmpty()) {
      Shared.Parts parts = Shared.of(whole, either, ui.swapped());
      Shared.lesson(parts.lesson(), sheet, ui);
      body = parts.picture();
    }
    if (body.width() > 0) {
      picture(body, view, moment, either ? ui.swapped(false) : ui); // z is the lesson's then
    }
    if (ui.help()) {
      Help.draw(whole, view);
    }
    if (below == 0) {
      bottom(canvas.part(0, height - 1, width, 1), view, ui);
    }
    return canvas;
  }

  private static void picture(Canvas body, View view, Moment moment, Ui ui) {
    if (moment.view().topology().isEmpty()) {
      nothing(body, moment.live() || ui.frozen());
    } else {
      view.draw(body, moment, ui);
    }
  }

  private static void tooSmall(Canvas canvas, int width, int height) {
    String says =
        "This terminal is "
            + width
            + "x"
            + height
            + "; a view needs "
            + LEAST_WIDTH
            + "x"
            + LEAST_HEIGHT
            + ". Make it larger, or q.";
    int y = 0;
    for (int i = 0; i < says.length() && y < height; i += Math.max(1, width)) {
      canvas.text(0, y++, says.substring(i, Math.min(says.length(), i + width)), Ink.WARN);
    }
  }

  private static void nothing(Canvas body, boolean here) {
    String says = here ? "No cluster is up." : "No node has told of itself yet.";
    String hint = here ? ":up raft   starts three nodes" : "the recording begins here";
    int y = body.height() / 2;
    body.text((body.width() - says.length()) / 2, y - 1, says, Ink.STRONG);
    body.text((body.width() - hint.length()) / 2, y + 1, hint, Ink.DIM);
  }

  private static void top(Canvas bar, Moment moment, Ui ui) {
    bar.row(0, ' ', Ink.BAR);
    ClusterView view = moment.view();
    String state = state(moment, ui);
    int room = bar.width() - state.length() - 1;
    Canvas left = bar.part(0, 0, room, 1);
    int x =
        left.text(1, 0, view.topology().isEmpty() ? "no cluster" : view.topology(), Ink.BAR_STRONG);
    if (!view.topology().isEmpty()) {
      x =
          left.text(
              x, 0, " " + view.nodes().size() + (bar.width() < ROOMY ? "" : " nodes"), Ink.BAR);
      x = leaders(left, x + 2, view);
      x = view.term() > 0 ? left.text(x + 2, 0, "term " + view.term(), Ink.BAR) : x;
      x = quorum(left, x, view);
      Strip strip = Strip.of(view);
      if (!strip.text().isEmpty()) {
        x = left.text(x + 2, 0, strip.text(), strip.broken() ? Ink.BAR_WARN : Ink.BAR);
      }
      String unsafe = Precaution.words(view);
      if (!unsafe.isEmpty()) {
        x = left.text(x + 2, 0, unsafe, Ink.BAR_BAD);
      }
      String faults = faults(view);
      if (faults.isEmpty() && unsafe.isEmpty()) {
        left.text(x + 2, 0, "no faults", Ink.BAR);
      } else if (!faults.isEmpty()) {
        left.fitted(x + 2, 0, "! " + faults, room - x - 2, Ink.BAR_WARN);
      }
    }
    bar.textTo(bar.width() - 1, 0, state, ui.frozen() ? Ink.BAR_WARN : Ink.BAR_STRONG);
  }

  private static int leaders(Canvas bar, int from, ClusterView view) {
    List<NodeView> leaders = view.leaders();
    if (leaders.isEmpty()) {
      return bar.text(from, 0, "no leader", Ink.BAR_WARN);
    }
    int x = from;
    for (NodeView n : leaders) {
      x = bar.text(x, 0, "\u2605 " + n.id(), leaders.size() > 1 ? Ink.BAR_WARN : Ink.BAR_STRONG);
      if (leaders.size() > 1) {
        x = bar.text(x, 0, " t" + n.term() + " ", Ink.BAR_WARN);
      }
    }
    return x;
  }

  private static int quorum(Canvas bar, int from, ClusterView view) {
    if (view.voters().isEmpty()) {
      return from;
    }
    int needed = Sides.majority(view.voters());
    long there = Sides.together(view);
    String words =
        "quorum "
            + needed
            + ": "
            + there
            + (bar.width() < ROOMY - 20 ? "/" : " of ")
            + view.voters().size();
    return there >= needed
        ? bar.text(from + 2, 0, words + " \u2714", Ink.BAR)
        : bar.text(from + 2, 0, words + " \u2718", Ink.BAR_WARN);
  }

  private static String state(Moment moment, Ui ui) {
    String as = ui.as().isEmpty() ? "" : "as " + ui.as() + "  ";
    if (!ui.frozen()) {
      return as + (moment.live() ? "\u25cf live " : played(moment));
    }
    long behind = moment.timeline().last() - moment.order();
    String later = behind > 0 ? ", " + behind + " later" : "";
    return as + "\u2016 frozen at e" + moment.order() + later + " ";
  }

  private static String played(Moment moment) {
    String seconds =
        moment
            .timeline()
            .event(moment.order())
            .map(e -> String.format(Locale.ROOT, "%.1f s, ", moment.seconds(e)))
            .orElse("");
    return "\u25b8 " + seconds + "e" + moment.order() + " of " + moment.timeline().last() + " ";
  }

  /** Active faults in a few words; empty without any. */
  static String faults(ClusterView view) {
    StringJoiner words = new StringJoiner(", ");
    List<List<sandstore.wire.NodeId>> sides = Sides.of(view);
    if (sides.size() > 1) {
      StringJoiner parts = new StringJoiner(" \u2502 ");
      sides.forEach(
          s -> {
            StringJoiner names = new StringJoiner(",");
            s.forEach(n -> names.add(n.name().replace("node", "")));
            parts.add(names.toString());
          });
      words.add("partition " + parts);
    } else {
      long cuts = view.faults().stream().filter(LinkRule::getCut).count();
      count(words, cuts, "one-way cut");
    }
    count(words, view.faults().stream().filter(r -> r.getDelayMillis() > 0).count(), "slow link");
    count(
        words,
        view.faults().stream().filter(r -> r.getLoss() > 0 && !r.getCut()).count(),
        "lossy link");
    held(words, view.gate());
    view.nodeFaults().stream()
        .filter(NodeFault::isFault)
        .forEach(r -> words.add(r.getNode() + " " + NodeFault.disk(r).replace("ok", "clock")));
    return words.toString();
  }

  /** What waits, and if nothing does, that something will. */
  private static void held(StringJoiner words, Gate gate) {
    if (gate.held().isEmpty() && !gate.rules().isEmpty()) {
      words.add("holding");
    } else if (!gate.held().isEmpty()) {
      words.add(gate.held().size() + " held");
    }
  }

  private static void count(StringJoiner to, long n, String what) {
    if (n > 0) {
      to.add(n + " " + what + (n == 1 ? "" : "s"));
    }
  }

  private static void bottom(Canvas bar, View shown, Ui ui) {
    bar.row(0, ' ', Ink.BAR);
    int x = 1;
    if (ui.mode() == Ui.Mode.FILTERING) {
      x = bar.text(x, 0, "filter: ", Ink.BAR);
      x = bar.text(x, 0, ui.filter() + "\u2588", Ink.BAR_STRONG);
      bar.text(x + 2, 0, "Enter keeps it, Esc shows all", Ink.BAR);
      return;
    }
    boolean wide = bar.width() >= ROOMY;
    for (View view : Views.ALL) {
      boolean here = view.equals(shown);
      x = bar.text(x, 0, String.valueOf(view.place()), Ink.BAR_STRONG);
      String name = wide || here ? view.name() : view.name().substring(0, 3);
      x = bar.text(x + 1, 0, name, here ? Ink.CURSOR : Ink.BAR) + 1;
    }
    String keys = ": command  space " + (ui.frozen() ? "live" : "freeze") + "  ? help  q leave";
    if (!wide) {
      keys = ":  space  ?  q";
    }
    String own = shown.keys();
    int end = bar.width() - 1 - keys.length();
    if (!own.isEmpty() && x + 2 + own.length() + 2 < end) {
      bar.text(x + 1, 0, "\u2502 " + own.toLowerCase(Locale.ROOT), Ink.BAR);
    }
    bar.text(end, 0, keys, Ink.BAR);
  }
}
