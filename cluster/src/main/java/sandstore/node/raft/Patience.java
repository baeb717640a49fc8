package sandstore.node.raft;

import com.alipay.sofa.jraft.core.NodePeek;
import java.time.Duration;

/**
 * How long a node waits for a leader. When it has just started, three times as long as later: the
 * others may be starting, too, on the same few processors, and whoever campaigns before they listen
 * only disturbs the one whom the lab has made to campaign. Once a leader is known, or after twice
 * that time, the usual timeout holds for good.
 */
final class Patience {
  private static final int AT_FIRST = 3;

  private final NodePeek node;
  private final Duration usual;
  private final long startedNanos = System.nanoTime();
  private boolean over;

  Patience(NodePeek node, Duration usual) {
    this.node = node;
    this.usual = usual;
    node.electionTimeout(Math.toIntExact(usual.toMillis() * AT_FIRST));
  }

  /** To be called often, by one thread. */
  void look(NodePeek.View view) {
    boolean longAgo = System.nanoTime() - startedNanos > 2 * AT_FIRST * usual.toNanos();
    if (!over && (longAgo || !view.leader().isEmpty())) {
      over = true;
      node.electionTimeout(Math.toIntExact(usual.toMillis()));
    }
  }
}
