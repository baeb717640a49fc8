package sandstore.shell.line;

import static org.jline.utils.AttributedStyle.CYAN;
import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.GREEN;
import static org.jline.utils.AttributedStyle.RED;
import static org.jline.utils.AttributedStyle.YELLOW;

import java.util.StringJoiner;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Standing;
import sandstore.lab.view.Strip;

/** The status line: a chip a node, then the figures that a person looks for most. Pure. */
final class StatusText {
  private StatusText() {}

  private static int colour(Standing standing) {
    return switch (standing) {
      case LEADS -> CYAN;
      case FOLLOWS, BACKS_UP, LEARNS -> GREEN;
      case CAMPAIGNS, STARTS, PAUSED -> YELLOW;
      case GONE, QUARANTINED -> RED;
    };
  }

  /** {@code 1 bad link, 2 bad disks}; empty when no fault is in force. */
  static String wrong(ClusterView view) {
    long disks = view.nodeFaults().stream().filter(r -> !NodeFault.disk(r).equals("ok")).count();
    long clocks = view.nodeFaults().stream().filter(r -> r.getSkewMillis() != 0).count();
    StringJoiner wrong = new StringJoiner(", ");
    count(wrong, view.badLinks(), "bad link");
    count(wrong, disks, "bad disk");
    count(wrong, clocks, "wrong clock");
    int held = view.gate().held().size();
    if (held > 0) {
      wrong.add(held + " held");
    }
    return wrong.toString();
  }

  private static void count(StringJoiner to, long n, String what) {
    if (n > 0) {
      to.add(n + " " + what + (n == 1 ? "" : "s"));
    }
  }

  /**
   * {@code node1● node2★ node3‖ node4✖ term 3 commit 120 1 bad link}; empty when no cluster is up.
   *
   * @param columns of the terminal; what does not fit is cut
   */
  static AttributedString of(ClusterView view, int columns) {
    if (view.topology().isEmpty()) {
      return AttributedString.EMPTY;
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (NodeView node : view.nodes().values()) {
      Standing standing = Standing.of(node);
      line.append(node.id().name())
          .styled(DEFAULT.foreground(colour(standing)), String.valueOf(standing.glyph()))
          .append(' ');
    }
    if (view.term() > 0) {
      line.append("  term ").append(Long.toString(view.term()));
    }
    long commit = view.nodes().values().stream().mapToLong(NodeView::commitIndex).max().orElse(0);
    if (commit > 0) {
      line.append("  commit ").append(Long.toString(commit));
    }
    Strip strip = Strip.of(view);
    if (!strip.text().isEmpty()) {
      line.styled(DEFAULT.foreground(strip.broken() ? RED : GREEN), "  " + strip.text());
    }
    String wrong = wrong(view);
    if (!wrong.isEmpty()) {
      line.styled(DEFAULT.foreground(YELLOW), "  " + wrong);
    }
    view.underReplicated()
        .ifPresent(
            n -> {
              if (n > 0) {
                line.styled(DEFAULT.foreground(YELLOW), "  " + n + " under-replicated");
              }
            });
    return line.columnSubSequence(0, columns - 1);
  }
}
