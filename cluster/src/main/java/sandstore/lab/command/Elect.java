package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "elect",
    headerHeading = "Processes",
    description = "Makes nodes campaign at once, as if their election timeouts had run out.",
    footer = {
      "Whether a node wins is for the others to decide. On the leader it changes nothing.",
      "",
      "  elect node3",
      "  elect node3,node4"
    })
public final class Elect implements LabCommand {
  @Parameters(paramLabel = "NODES", arity = "1..*", description = "node3, follower ..")
  private List<String> targets = List.of();

  @Override
  public void run(Context context) throws InterruptedException {
    Cluster cluster = context.cluster();
    List<NodeId> nodes = context.nodes(targets);
    List<Callable<String>> campaigns = new ArrayList<>();
    nodes.forEach(n -> campaigns.add(() -> cluster.elect(n)));
    List<String> text = new ArrayList<>();
    ExecutorService together = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Future<String>> reasons = together.invokeAll(campaigns);
      for (int i = 0; i < nodes.size(); i++) {
        String reason = outcome(reasons.get(i));
        text.add(
            nodes.get(i) + (reason.isEmpty() ? " campaigns" : " does not campaign: " + reason));
      }
    } finally {
      together.shutdownNow();
    }
    context.result("elect", Map.of("nodes", nodes.stream().map(NodeId::name).toList()), text);
  }

  private static String outcome(Future<String> reason) throws InterruptedException {
    try {
      return reason.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new DefiniteFailure(
          sandstore.proto.Failure.Code.INTERNAL, String.valueOf(e.getCause()), e);
    }
  }
}
