package sandstore.shell.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import sandstore.lab.view.NodeView;
import sandstore.proto.Event;

/**
 * When each follower last heard from a leader, as far back as its patience reaches. JRaft does not
 * tell when a node's timer will fire; it is a random moment between one and two election timeouts
 * after the last word, and that band is what can be shown truly.
 */
final class Heard {
  private static final int REACH = 30_000;
  private static final int PATIENCES = 3;

  private final Map<String, Long> nanos = new HashMap<>();

  static Heard in(Moment moment) {
    Heard heard = new Heard();
    Set<String> waiting = new HashSet<>();
    long patience = 1000;
    for (NodeView n : moment.view().nodes().values()) {
      if (n.alive() && !n.leads()) {
        waiting.add(n.id().name());
      }
      patience = Math.max(patience, n.electionTimeoutMillis());
    }
    int[] seen = {0};
    moment.back(
        PATIENCES * patience,
        e -> {
          if (fromLeader(e.event()) && waiting.remove(e.event().getNode())) {
            heard.nanos.put(e.event().getNode(), e.receivedNanos());
          }
          return !waiting.isEmpty() && ++seen[0] < REACH;
        });
    return heard;
  }

  private static boolean fromLeader(Event e) {
    return switch (e.getKindCase()) {
      case ELECTION_TIMER_RESET -> true;
      case RPC_RECEIVED ->
          switch (e.getRpcReceived().getKind()) {
            case "Heartbeat", "AppendEntries", "InstallSnapshot" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /** Milliseconds ago; empty if it was longer ago than anyone would wait, or never. */
  OptionalLong ageMillis(Moment moment, NodeView node) {
    Long at = nanos.get(node.id().name());
    return at == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, moment.ageMillis(at)));
  }

  /** Whether it follows someone whom it could hear. */
  static boolean waits(NodeView node) {
    return node.alive() && !node.leads() && node.electionTimeoutMillis() > 0;
  }

  /**
   * Draws how long it has heard nothing, out of two timeouts; the second half is the band in which
   * it will campaign.
   */
  static void bar(Canvas canvas, int x, int y, int width, long age, long timeout) {
    int half = width / 2;
    int filled = (int) Math.min(width, Math.round((double) age * width / (2.0 * timeout)));
    for (int i = 0; i < width; i++) {
      boolean band = i >= half;
      char c = i < filled ? (band ? '\u2593' : '\u2501') : band ? '\u2591' : '\u2500';
      Ink ink = i < filled ? (band ? Ink.BAD : Ink.GOOD) : Ink.FRAME;
      canvas.put(x + i, y, c, ink);
    }
  }
}
