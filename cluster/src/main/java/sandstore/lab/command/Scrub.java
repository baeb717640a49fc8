package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.Upkeep;
import sandstore.proto.BeginRequest;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "scrub",
    headerHeading = "Copies",
    description = "Reads every copy and checks it against the metadata; waits for the end.",
    footer = {
      "Nodes also do it by themselves, gently, every hour. What is damaged is set aside and",
      "copied anew from a node that has it sound.",
      "",
      "  scrub now",
      "  scrub now node2,node3"
    })
public final class Scrub implements LabCommand {
  @Parameters(
      paramLabel = "now [NODES]",
      arity = "1..*",
      description = "node2, leader, all (if not said: all that run)")
  private List<String> words = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    if (!words.get(0).equals("now")) {
      throw new Refusal("when?", "scrub now node2");
    }
    Cluster cluster = context.cluster();
    List<NodeId> nodes =
        words.size() > 1
            ? context.nodes(words.subList(1, words.size()))
            : context.view().running().stream().map(NodeView::id).toList();
    Map<NodeId, Long> endedBefore = new HashMap<>();
    long chunks = 0;
    long bytes = 0;
    for (NodeId node : nodes) {
      endedBefore.put(node, context.view().upkeep().ended(name(node)));
      var begun =
          cluster
              .calls()
              .begin(
                  node,
                  BeginRequest.newBuilder()
                      .setScrub(sandstore.proto.Scrub.getDefaultInstance())
                      .build());
      chunks += begun.getChunks();
      bytes += begun.getBytes();
    }
    Upkeeping.follow(context, "scrub", view -> left(view, endedBefore));
    long damaged = 0;
    for (NodeId node : nodes) {
      Upkeep.Work work = context.view().upkeep().works().get(name(node));
      damaged += work == null ? 0 : work.problems();
    }
    context.result(
        "scrub",
        Map.of(
            "nodes", nodes.stream().map(NodeId::name).toList(),
            "copies", chunks,
            "bytes", bytes,
            "damaged", damaged),
        chunks
            + " copies ("
            + Quantities.bytes(bytes)
            + ") read: "
            + (damaged == 0 ? "all sound" : damaged + " damaged or missing"));
  }

  private static String name(NodeId node) {
    return "scrub " + node;
  }

  /** Nodes that run and have not ended theirs. */
  private static long left(ClusterView view, Map<NodeId, Long> endedBefore) {
    return endedBefore.entrySet().stream()
        .filter(e -> view.node(e.getKey()).filter(NodeView::alive).isPresent())
        .filter(e -> view.upkeep().ended(name(e.getKey())) <= e.getValue())
        .count();
  }
}
