package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.proto.LinkRule;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

/** The links that {@code A -> B} or {@code A <-> B} names, and the words that follow. */
record Links(List<Link> links, List<String> rest) {
  static final String USAGE = "like this: node1 -> node2, or both ways: node1 <-> node2";

  /** Every link from one to the other group, in this direction. */
  static List<Link> between(Collection<NodeId> from, Collection<NodeId> to) {
    List<Link> links = new ArrayList<>();
    for (NodeId a : from) {
      for (NodeId b : to) {
        if (!a.equals(b)) {
          links.add(new Link(a, b));
        }
      }
    }
    return links;
  }

  /**
   * @throws Refusal when there is no arrow, or nothing on one side of it
   */
  static Links parse(Context context, List<String> words) {
    int arrow = -1;
    for (int i = 0; i < words.size() && arrow < 0; i++) {
      if (words.get(i).equals("->") || words.get(i).equals("<->")) {
        arrow = i;
      }
    }
    if (arrow < 1 || arrow + 1 >= words.size()) {
      throw new Refusal("a link is two names and an arrow", USAGE);
    }
    List<NodeId> from = context.ends(words.subList(0, arrow));
    List<NodeId> to = context.ends(words.subList(arrow + 1, arrow + 2));
    List<Link> there = between(from, to);
    if (there.isEmpty()) {
      throw new Refusal("a node has no link to itself", USAGE);
    }
    List<Link> both =
        words.get(arrow).equals("->")
            ? there
            : Stream.concat(there.stream(), there.stream().map(Link::reversed)).toList();
    return new Links(both, words.subList(arrow + 2, words.size()));
  }

  /**
   * Puts a fault on all of them, beside those that they have, and says so.
   *
   * @param said what follows the links in the answer
   */
  void change(Context context, String verb, UnaryOperator<LinkRule.Builder> fault, String said)
      throws InterruptedException {
    FaultAnswer.change(
        context,
        verb,
        rules -> FaultRules.change(rules, links, r -> fault.apply(r.toBuilder()).build()),
        verb + ": " + Quantities.list(links) + said);
  }
}
