package sandstore.shell.input;

import java.util.ArrayList;
import java.util.List;
import sandstore.lab.view.ClusterView;
import sandstore.wire.HoldRules;
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
          ? HoldRules.FIELDS.stream().map(Offer::of).toList()
          : List.of();
    }
    List<Offer> offers = new ArrayList<>(Links.next(view, words, link));
    boolean whole = link.isEmpty() || link.size() >= 3;
    if (whole && RpcKinds.hasTerms(after.get(0))) {
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

  static List<Offer> held(ClusterView view) {
    return view.gate().held().stream()
        .map(h -> Offer.of(h.id(), h.message().getKind() + " " + h.from() + " -> " + h.to()))
        .toList();
  }
}
