package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "partition",
    headerHeading = "Network",
    description = "Cuts the network into groups that cannot reach each other.",
    footer = {
      "Nodes that are not named form one more group. The client reaches all, unless it is named.",
      "A partition takes back the cuts that there were; heal takes back everything.",
      "",
      "  partition node1,node2 | node3,node4,node5",
      "  partition leader,client | followers"
    })
public final class Partition implements LabCommand {
  private static final String USAGE = "like this: partition node1,node2 | node3,node4,node5";

  @Parameters(paramLabel = "GROUP", arity = "1..*", description = "A,B | C,D,E")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    List<List<NodeId>> groups = groups(context);
    String said =
        "partitioned: " + String.join("  |  ", groups.stream().map(Nodes::names).toList());
    FaultAnswer.change(context, "partition", rules -> FaultRules.partition(rules, groups), said);
  }

  private List<List<NodeId>> groups(Context context) {
    List<List<NodeId>> groups = new ArrayList<>();
    List<String> group = new ArrayList<>();
    for (String word : words) {
      if (word.equals("|")) {
        groups.add(context.ends(nonEmpty(group)));
        group = new ArrayList<>();
      } else {
        group.add(word);
      }
    }
    groups.add(context.ends(nonEmpty(group)));
    Set<NodeId> named = new HashSet<>();
    for (List<NodeId> g : groups) {
      for (NodeId node : g) {
        if (!named.add(node)) {
          throw new Refusal(node + " cannot be on two sides", USAGE);
        }
      }
    }
    List<NodeId> others =
        context.view().nodes().keySet().stream().filter(n -> !named.contains(n)).toList();
    if (!others.isEmpty()) {
      groups.add(others);
    }
    if (groups.size() < 2) {
      throw new Refusal("a partition has two sides at least", USAGE);
    }
    return groups;
  }

  private static List<String> nonEmpty(List<String> group) {
    if (group.isEmpty()) {
      throw new Refusal("a side of the partition is empty", USAGE);
    }
    return group;
  }
}
