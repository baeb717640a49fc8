package sandstore.shell.input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

/** Names that stand for nodes: their own, their zones', and those by role. */
final class Targets {
  private static final List<String> BY_ROLE =
      List.of("leader", "follower", "followers", "any", "all");

  /** One end of links, and no node. */
  private static final String CLIENT = "client";

  private Targets() {}

  /** The nodes, each with what it is doing. */
  static List<Offer> nodes(ClusterView view) {
    return view.nodes().values().stream().map(n -> Offer.of(n.id().name(), about(n))).toList();
  }

  /**
   * What can follow in a list of targets: after {@code node1,no} the words {@code node1,node2} and
   * so on, but nothing that the command names already.
   */
  static List<Offer> next(ClusterView view, Words words) {
    return next(all(view), words);
  }

  /** The same with the client, since that is an end of links too. */
  static List<Offer> nextEnd(ClusterView view, Words words) {
    List<Offer> ends = new ArrayList<>(all(view));
    if (!ends.isEmpty()) {
      ends.add(Offer.of(CLIENT));
    }
    return next(ends, words);
  }

  private static List<Offer> next(List<Offer> all, Words words) {
    String current = words.current();
    String head = current.substring(0, current.lastIndexOf(',') + 1);
    Set<String> named = new HashSet<>();
    words.before().forEach(w -> named.addAll(List.of(w.split(","))));
    named.addAll(List.of(head.split(",")));
    List<Offer> offers = new ArrayList<>();
    for (Offer o : all) {
      if (!named.contains(o.value())) {
        offers.add(new Offer(head + o.value(), o.value(), o.about(), true));
      }
    }
    return offers;
  }

  private static List<Offer> all(ClusterView view) {
    List<Offer> all = new ArrayList<>(nodes(view));
    if (all.isEmpty()) {
      return all;
    }
    BY_ROLE.forEach(r -> all.add(Offer.of(r)));
    Set<String> zones = new TreeSet<>();
    view.nodes().values().forEach(n -> zones.add(n.zone()));
    zones.remove("");
    zones.forEach(z -> all.add(Offer.of(z)));
    return all;
  }

  private static String about(NodeView node) {
    return node.process() == NodeView.Process.RUNNING
        ? node.role().name().toLowerCase(java.util.Locale.ROOT)
        : node.process().name().toLowerCase(java.util.Locale.ROOT);
  }
}
