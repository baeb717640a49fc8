package sandstore.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.LinkRule;
import sandstore.wire.Link;
import sandstore.wire.NodeId;

/** Traces: a change to the rules, and the rules after it in words. */
final class FaultRulesTest {
  private static final NodeId N1 = NodeId.of(1);
  private static final NodeId N2 = NodeId.of(2);
  private static final NodeId N3 = NodeId.of(3);

  private static List<String> words(Collection<LinkRule> rules) {
    return rules.stream().map(FaultRules::describe).toList();
  }

  private static Collection<LinkRule> cut(Collection<LinkRule> rules, Link... links) {
    return FaultRules.change(rules, List.of(links), r -> r.toBuilder().setCut(true).build());
  }

  @Test
  void aCutIsOneWay() {
    assertThat(words(cut(List.of(), new Link(N1, N2)))).containsExactly("node1 -> node2: cut");
  }

  @Test
  void oneLinkCanHaveSeveralFaults() {
    Collection<LinkRule> rules =
        FaultRules.change(
            List.of(),
            List.of(new Link(N1, N2)),
            r -> r.toBuilder().setDelayMillis(200).setJitterMillis(50).build());
    rules =
        FaultRules.change(
            rules, List.of(new Link(N1, N2)), r -> r.toBuilder().setLoss(0.2).build());
    assertThat(words(rules))
        .containsExactly("node1 -> node2: delayed by 200 ms +- 50 ms, 20 % lost");
  }

  @Test
  void aPartitionCutsBothWaysBetweenGroupsAndNothingWithinOne() {
    assertThat(words(FaultRules.partition(List.of(), List.of(List.of(N1), List.of(N2, N3)))))
        .containsExactlyInAnyOrder(
            "node1 -> node2: cut",
            "node1 -> node3: cut",
            "node2 -> node1: cut",
            "node3 -> node1: cut");
  }

  @Test
  void aPartitionReplacesEarlierCutsAndKeepsDelays() {
    Collection<LinkRule> before = cut(List.of(), new Link(N2, N3));
    before =
        FaultRules.change(
            before, List.of(new Link(N3, N2)), r -> r.toBuilder().setDelayMillis(10).build());
    assertThat(words(FaultRules.partition(before, List.of(List.of(N1), List.of(N2)))))
        .containsExactlyInAnyOrder(
            "node3 -> node2: delayed by 10 ms", "node1 -> node2: cut", "node2 -> node1: cut");
  }

  @Test
  void healingOneNodeLeavesTheOthers() {
    Collection<LinkRule> rules = cut(List.of(), new Link(N1, N2), new Link(N2, N3));
    assertThat(words(FaultRules.without(rules, l -> l.from().equals(N1) || l.to().equals(N1))))
        .containsExactly("node2 -> node3: cut");
  }

  @Test
  void aRuleThatDoesNothingIsGone() {
    Collection<LinkRule> rules = cut(List.of(), new Link(N1, N2));
    assertThat(
            FaultRules.change(
                rules, List.of(new Link(N1, N2)), r -> r.toBuilder().setCut(false).build()))
        .isEmpty();
  }
}
