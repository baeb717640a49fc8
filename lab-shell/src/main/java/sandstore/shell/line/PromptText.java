package sandstore.shell.line;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Precaution;
import sandstore.lab.view.Strip;

/** The prompt, with the cluster's state in it. Pure. */
final class PromptText {
  private PromptText() {}

  /**
   * {@code raft node2 t3 (1 bad link) > }; {@code lab > } when no cluster is up. A red {@code !}
   * says that something must never be as it is: two leaders in one term, a node that found its own
   * data damaged, a broken invariant.
   *
   * @param where in a lesson one is, to stand in place of the topology; empty where one is not
   */
  static String of(String where, ClusterView view) {
    boolean none = view.topology().isEmpty();
    String name =
        where.isEmpty() ? Style.STRONG.of(none ? "lab" : view.topology()) : Style.GOOD.of(where);
    return none ? name + " > " : ofCluster(name, view);
  }

  static String of(ClusterView view) {
    return of("", view);
  }

  private static String ofCluster(String name, ClusterView view) {
    StringBuilder text = new StringBuilder(name);
    text.append(' ').append(leaders(view));
    if (view.term() > 0) {
      text.append(" t").append(view.term());
    }
    String wrong = StatusText.wrong(view);
    if (!wrong.isEmpty()) {
      text.append(' ').append(Style.WARN.of("(" + wrong + ")"));
    }
    String unsafe = Precaution.words(view);
    if (!unsafe.isEmpty()) {
      text.append(' ').append(Style.BAD.of(unsafe));
    }
    if (alarm(view)) {
      text.append(' ').append(Style.BAD.of("!"));
    }
    return text.append(" > ").toString();
  }

  /** All who believe that they lead: there can be two, and then both are shown. */
  private static String leaders(ClusterView view) {
    List<NodeView> leaders = view.leaders();
    if (leaders.isEmpty()) {
      return Style.WARN.of("no leader");
    }
    String names = leaders.stream().map(n -> n.id().name()).collect(Collectors.joining("+"));
    return leaders.size() == 1 ? Style.NODE.of(names) : Style.BAD.of(names);
  }

  static boolean alarm(ClusterView view) {
    Map<Long, Long> leadersByTerm =
        view.leaders().stream()
            .collect(Collectors.groupingBy(NodeView::term, Collectors.counting()));
    return Strip.of(view).broken()
        || leadersByTerm.values().stream().anyMatch(n -> n > 1)
        || view.nodes().values().stream()
            .anyMatch(n -> n.process() == NodeView.Process.QUARANTINED || n.corruptChunks() > 0);
  }
}
