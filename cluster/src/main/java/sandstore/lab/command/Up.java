package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Shape;
import sandstore.lab.Style;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;

@AutoService(LabCommand.class)
@Command(
    name = "up",
    headerHeading = "Cluster",
    description = "Starts a cluster of real node processes, or resumes the one whose data is here.",
    footer = {
      "basic: one node. What fsync buys.",
      "replicated: a primary and its backups by heartbeats, without consensus. Works well until the",
      "  network splits; then it loses acknowledged writes, as such systems do.",
      "raft: a Raft group agrees on the metadata; chunks have copies on several nodes.",
      "",
      "spread puts the copies of a chunk into different zones. random does not look at zones: a zone",
      "  that dies takes some chunks for ever. copyset lets few sets of nodes share chunks, so that",
      "  several nodes that die at once seldom have a chunk among them that nobody else has.",
      "",
      "  up",
      "  up raft --nodes 5",
      "  up replicated",
      "  up raft --nodes 6 --zones 3 --replicas 2",
      "  up raft --nodes 6 --zones 3 --replicas 2 --placement random"
    })
public final class Up implements LabCommand {
  @Parameters(
      paramLabel = "TOPOLOGY",
      arity = "0..1",
      description = "basic, replicated or raft (the default)")
  private @Nullable String topology;

  @Option(names = "--nodes", paramLabel = "N", description = "how many (raft 3, replicated 3)")
  private @Nullable Integer nodes;

  @Option(names = "--zones", paramLabel = "N", description = "failure domains (one a node)")
  private @Nullable Integer zones;

  @Option(names = "--replicas", paramLabel = "N", description = "copies of each chunk (3)")
  private @Nullable Integer replicas;

  @Option(
      names = "--placement",
      paramLabel = "POLICY",
      completionCandidates = Placements.class,
      description = "where copies go: spread over zones (the default), random or copyset")
  private @Nullable String placement;

  @Option(
      names = "--chunk-size",
      paramLabel = "SIZE",
      converter = Quantities.AsSize.class,
      description = "64KiB to 64MiB (8MiB)")
  private @Nullable Long chunkSize;

  @Option(
      names = "--pace",
      paramLabel = "PACE",
      description = "election timeout: fast 500 ms, real 1 s (the default), slow 3 s")
  private @Nullable String pace;

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    Shape asked = asked();
    long started = System.nanoTime();
    context
        .lab()
        .up(asked, (done, total, what) -> context.progress("up", done, total, "nodes", what));
    double seconds = (System.nanoTime() - started) / 1e9;
    ClusterView view = context.view();
    String leader = view.leader().map(n -> n.id().name()).orElse("");
    String text =
        String.format(
            "%s is up in %.1f s: %s",
            context.cluster().shape().words(),
            seconds,
            leader.isEmpty()
                ? Style.WARN.of("no leader yet")
                : Style.NODE.of(leader) + " is " + role(view) + " in term " + view.term());
    context.result(
        "up",
        Map.of(
            "topology",
            view.topology(),
            "nodes",
            view.nodes().keySet().stream().map(Object::toString).toList(),
            "leader",
            leader,
            "seconds",
            seconds),
        List.of(text));
  }

  private static String role(ClusterView view) {
    return view.leader().map(NodeView::role).map(Status::roleWord).orElse("");
  }

  /** For completion: those that the cluster's own parts bring. */
  static final class Placements implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Shape.PLACEMENTS.iterator();
    }
  }

  private Shape asked() {
    String named = topology == null ? "raft" : topology;
    if (!Shape.TOPOLOGIES.contains(named)) {
      throw new Refusal(
          "there is no topology " + Style.harmless(named),
          "topologies are " + String.join(", ", Shape.TOPOLOGIES));
    }
    if (nodes != null && nodes < 1) {
      throw new Refusal("a cluster has at least one node, not " + nodes, "up raft --nodes 3");
    }
    Shape usual = Shape.usual(named, nodes == null ? 0 : nodes);
    return new Shape(
        named,
        usual.nodes(),
        zones == null ? usual.zones() : zones,
        replicas == null ? usual.replicas() : replicas,
        placement == null ? usual.placement() : Style.harmless(placement),
        chunkSize == null ? usual.chunkSize() : (int) Math.min(chunkSize, Integer.MAX_VALUE),
        pace == null ? usual.pace() : pace);
  }
}
