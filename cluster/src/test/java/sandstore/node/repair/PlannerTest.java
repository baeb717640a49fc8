package sandstore.node.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.node.metadata.Chunks;
import sandstore.node.placement.Spread;
import sandstore.wire.NodeId;

/**
 * Nodes as {@code 1a 2a 3b! 4b? 5c-}: number and zone; {@code !} gone, {@code ?} away, {@code -}
 * draining. A chunk as {@code 1 2* 3 +4}: listed nodes, {@code *} of which the copy is bad, {@code
 * +} not listed and with a copy. Always three copies are wanted, if there are as many nodes.
 */
final class PlannerTest {
  @ParameterizedTest(name = "{1} on {0}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // enough
        "1 2 3 4            | 1 2 3    | enough",
        "1 2 3              | 1 2 3    | enough",
        "1 2 3? 4           | 1 2 3    | enough",
        "1 2                | 1 2      | enough",
        // a node is gone: its place goes to another, and it counts no more
        "1 2 3! 4           | 1 2 3    | copy from [node1, node2] to node4, drop [node3]",
        "1 2! 3! 4          | 1 2 3    | copy from [node1] to node4, drop [node2, node3]",
        "1 2! 3! 4 5        | 1 2 3    | copy",
        "1 2 3!             | 1 2 3    | enough",
        // never written there
        "1 2 3              | 1 2      | copy from [node1, node2] to node3",
        "1 2 3?             | 1 2      | wait: no node that lacks it can take it",
        // who has it cannot be asked
        "1? 2 3 4           | 1        | wait: no node that has it is here",
        "1! 2 3 4           | 1        | wait: no node that has it is here",
        // a bad copy is mended where it is
        "1 2 3 4            | 1 2* 3   | copy from [node1, node3] to node2",
        "1 2 3 4            | 1* 2* 3  | copy from [node3] to node1",
        "1 2 3              | 1* 2* 3* | lost",
        "1 2? 3             | 1* 2 3*  | wait: no node that has it is here",
        // or, if its node takes nothing, elsewhere, and is then not listed any more
        "1 2- 3 4 5         | 1 2* 3   | copy",
        // a copy that nobody counted is taken
        "1 2 3! 4 5         | 1 2 3 +5 | copy from [node1, node2] to node5, drop [node3]",
        // too many: in the fullest zone first
        "1a 2a 3b 4c        | 1 2 3 4  | drop node1",
        "1a 2b 3b 4c        | 1 2 3 4  | drop node2",
        // the new copy goes to the zone that has none
        "1a 2a 3b! 4a 5b 6c | 1 6 3    | copy from [node1, node6] to node5, drop [node3]",
        "1a 2a 3b 4b 5c!    | 1 3 5    | copy",
        // a draining node is read from and its copy does not count; it stays listed
        "1- 2 3 4           | 1 2 3    | copy from [node2, node3, node1] to node4",
        "1- 2 3             | 1 2 3    | enough",
        "1- 2 3 4           | 1 2 3 4  | enough",
      })
  void decides(String nodes, String chunk, String plan) {
    String made = plan(nodes, chunk).toString();
    assertThat(made).startsWith(plan);
  }

  static Plan plan(String nodes, String chunk) {
    Set<NodeId> bad = new HashSet<>();
    Set<NodeId> unlisted = new HashSet<>();
    List<NodeId> listed = new ArrayList<>();
    for (String word : chunk.split(" ")) {
      NodeId node = NodeId.of(Integer.parseInt(word.replaceAll("[*+]", "")));
      if (word.startsWith("+")) {
        unlisted.add(node);
      } else {
        listed.add(node);
      }
      if (word.endsWith("*")) {
        bad.add(node);
      }
    }
    return Planner.plan(
        Chunks.placed(0, 10, listed), new Ailing.Copies(bad, unlisted), situation(nodes));
  }

  static Situation situation(String nodes) {
    TreeMap<NodeId, Situation.Standing> standings = new TreeMap<>();
    for (String word : nodes.split(" ")) {
      NodeId node = NodeId.of(Integer.parseInt(word.replaceAll("[^0-9]", "")));
      String zone = word.replaceAll("[^a-z]", "");
      Situation.Presence presence =
          word.endsWith("!")
              ? Situation.Presence.GONE
              : word.endsWith("?") ? Situation.Presence.AWAY : Situation.Presence.HERE;
      standings.put(
          node,
          new Situation.Standing(
              node, zone.isEmpty() ? node.name() : zone, 1L << 40, presence, word.endsWith("-")));
    }
    return new Situation(3, standings, Set.of(), new Spread());
  }

  static List<NodeId> nodes(int... numbers) {
    return Arrays.stream(numbers).mapToObj(NodeId::of).toList();
  }
}
