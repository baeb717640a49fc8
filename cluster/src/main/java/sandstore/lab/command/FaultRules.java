package sandstore.lab.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import sandstore.proto.LinkRule;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

/** Changes to a set of link rules. Pure: rules in, rules out, one for each link at most. */
final class FaultRules {
  private FaultRules() {}

  static Link link(LinkRule rule) {
    return new Link(new NodeId(rule.getFrom()), new NodeId(rule.getTo()));
  }

  /** Changes what the rules say of these links; what does nothing any more goes away. */
  static Collection<LinkRule> change(
      Collection<LinkRule> rules, Collection<Link> links, UnaryOperator<LinkRule> change) {
    Map<Link, LinkRule> byLink = new LinkedHashMap<>();
    rules.forEach(r -> byLink.put(link(r), r));
    for (Link link : links) {
      LinkRule before =
          byLink.getOrDefault(
              link,
              LinkRule.newBuilder().setFrom(link.from().name()).setTo(link.to().name()).build());
      byLink.put(link, change.apply(before));
    }
    return byLink.values().stream().filter(FaultRules::doesSomething).toList();
  }

  static boolean doesSomething(LinkRule rule) {
    return rule.getCut()
        || rule.getDelayMillis() > 0
        || rule.getJitterMillis() > 0
        || rule.getLoss() > 0
        || rule.getDuplicate() > 0;
  }

  /** The rules without those of the links that match. */
  static Collection<LinkRule> without(Collection<LinkRule> rules, Predicate<Link> healed) {
    return rules.stream().filter(r -> !healed.test(link(r))).toList();
  }

  /** All cuts are taken back, and then every link between two of the groups is cut, both ways. */
  static Collection<LinkRule> partition(
      Collection<LinkRule> rules, List<? extends Collection<NodeId>> groups) {
    Collection<LinkRule> uncut =
        change(
            rules,
            rules.stream().map(FaultRules::link).toList(),
            r -> r.toBuilder().setCut(false).build());
    List<Link> between =
        groups.stream()
            .flatMap(
                one ->
                    groups.stream()
                        .filter(other -> other != one)
                        .flatMap(other -> Links.between(one, other).stream()))
            .toList();
    return change(uncut, between, r -> r.toBuilder().setCut(true).build());
  }

  /**
   * Rules that do the same, together: {@code cut: node1 <-> node2, node1 -> node3}. What holds both
   * ways is said once.
   */
  static List<String> folded(Collection<LinkRule> rules) {
    Map<String, Set<Link>> byEffect = new LinkedHashMap<>();
    rules.forEach(
        r -> byEffect.computeIfAbsent(effect(r), e -> new LinkedHashSet<>()).add(link(r)));
    List<String> lines = new ArrayList<>();
    byEffect.forEach((effect, links) -> lines.add(effect + ": " + names(links)));
    return lines;
  }

  private static String names(Set<Link> links) {
    List<String> names = new ArrayList<>();
    Set<Link> said = new HashSet<>();
    for (Link link : links) {
      if (said.add(link)) {
        boolean both = links.contains(link.reversed()) && said.add(link.reversed());
        names.add(both ? link.from() + " <-> " + link.to() : link.toString());
      }
    }
    return String.join(", ", names);
  }

  /** {@code node1 -> node2: cut}; {@code node1 -> node2: 200 ms +- 50 ms, 20 % lost}. */
  static String describe(LinkRule rule) {
    return link(rule) + ": " + effect(rule);
  }

  private static String effect(LinkRule rule) {
    StringBuilder what = new StringBuilder();
    if (rule.getCut()) {
      what.append(", cut");
    }
    if (rule.getDelayMillis() > 0 || rule.getJitterMillis() > 0) {
      what.append(", delayed by ").append(rule.getDelayMillis()).append(" ms");
      if (rule.getJitterMillis() > 0) {
        what.append(" +- ").append(rule.getJitterMillis()).append(" ms");
      }
    }
    if (rule.getLoss() > 0) {
      what.append(", ").append(Math.round(rule.getLoss() * 100)).append(" % lost");
    }
    if (rule.getDuplicate() > 0) {
      what.append(", ").append(Math.round(rule.getDuplicate() * 100)).append(" % doubled");
    }
    return what.substring(Math.min(2, what.length()));
  }
}
