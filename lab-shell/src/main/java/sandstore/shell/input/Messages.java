package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate.Held;
import sandstore.wire.MessageFields;
import sandstore.wire.NodeId;
import sandstore.wire.RpcKinds;

/** What can follow in {@code [reply] KIND [A -> B] [where index >= 7]}, and what waits by name. */
final class Messages {
  private Messages() {}

  static List<Offer> next(ClusterView view, Words words) {
    List<String> typed = words.before().subList(1, words.before().size());
    boolean reply = !typed.isEmpty() && typed.get(0).equals("reply");
    List<String> after = typed.subList(reply ? 1 : 0, typed.size());
    if (after.isEmpty()) {
      return kinds(reply);
    }
    List<String> link = after.subList(1, after.size());
    if (link.contains("where")) {
      return link.get(link.size() - 1).equals("where")
          ? fields(after.get(0), reply).stream().map(Offer::of).toList()
          : List.of();
    }
    List<Offer> offers = new ArrayList<>(Links.next(view, words, link));
    boolean whole = link.isEmpty() || link.size() >= 3;
    if (whole && !fields(after.get(0), reply).isEmpty()) {
      offers.add(Offer.of("where", "only those for which this is true"));
    }
    return offers;
  }

  private static List<Offer> kinds(boolean reply) {
    List<Offer> offers = new ArrayList<>();
    offers.add(Offer.of("raft", "all of Raft's but heartbeats"));
    if (!reply) {
      offers.add(Offer.of("reply", "the replies, not the requests"));
    }
    RpcKinds.all().forEach(k -> offers.add(Offer.of(k)));
    return offers;
  }

  /** What all of these have that some has: {@code raft}, or {@code KIND[,KIND]}. */
  private static List<String> fields(String kinds, boolean reply) {
    if (kinds.equals("raft")) {
      return MessageFields.ALL;
    }
    List<String> common = new ArrayList<>(MessageFields.ALL);
    for (String kind : kinds.split(",")) {
      common.retainAll(MessageFields.of(RpcKinds.named(kind).orElse(kind), reply));
    }
    return common;
  }

  /** {@code node1.3}, {@code AppendEntries}, or {@code [KIND] A -> B}: of what waits. */
  static List<Offer> held(ClusterView view, Words words) {
    List<Held> all = view.gate().held();
    List<String> typed = words.before().subList(1, words.before().size());
    if (!typed.isEmpty() && all.stream().anyMatch(h -> isOf(h, typed.get(0)))) {
      List<Held> those = all.stream().filter(h -> isOf(h, typed.get(0))).toList();
      return onTheWay(those, typed.subList(1, typed.size()));
    }
    List<Offer> way = onTheWay(all, typed);
    if (!typed.isEmpty()) {
      return way;
    }
    List<Offer> offers = new ArrayList<>();
    all.forEach(
        h ->
            offers.add(Offer.of(h.id(), h.message().getKind() + " " + h.from() + " -> " + h.to())));
    all.forEach(h -> offers.add(Offer.of(h.message().getKind(), "all that wait of this kind")));
    offers.addAll(way);
    offers.add(Offer.of("first", "the one that waits longest"));
    offers.add(Offer.of("all"));
    return offers;
  }

  private static boolean isOf(Held held, String kind) {
    return held.message().getKind().equalsIgnoreCase(kind);
  }

  private static List<Offer> onTheWay(List<Held> those, List<String> typed) {
    if (typed.isEmpty()) {
      return ends(those.stream().map(Held::from));
    }
    List<Held> from = those.stream().filter(h -> h.from().name().equals(typed.get(0))).toList();
    if (typed.size() == 1) {
      return from.isEmpty() ? List.of() : List.of(Offer.of("->", "all that wait on this way"));
    }
    return typed.size() == 2 ? ends(from.stream().map(Held::to)) : List.of();
  }

  private static List<Offer> ends(Stream<NodeId> nodes) {
    return nodes.distinct().sorted().map(n -> Offer.of(n.name())).toList();
  }
}
