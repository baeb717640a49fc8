package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Compilers;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.NodeDoors;
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
      "At pace manual no election timeout runs out, each entry is a message of its own, and all of",
      "  Raft's messages but heartbeats wait for you: elect, held, step, deliver, drop. What changes the",
      "  store waits for them, too, so send it to the background: mkdir /a &",
      "",
      "  up",
      "  up raft --nodes 5",
      "  up replicated",
      "  up raft --pace manual",
      "  up raft --nodes 6 --zones 3 --replicas 2",
      "  up raft --nodes 6 --zones 3 --replicas 2 --placement random",
      "  up raft --lasting",
      "  up raft --bind 0.0.0.0 --tls certs"
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
      description =
          "election timeout: fast 500 ms, real 1 s (the default), slow 3 s; manual: you are the network")
  private @Nullable String pace;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "where nodes listen: loopback, or beyond it with --tls (127.0.0.1)")
  private String bind = NodeDoors.LOOPBACK.host();

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description = "certificates that certs made: nodes and clients prove who they are")
  private @Nullable String certificates;

  @Option(
      names = "--lasting",
      description =
          "nodes for hours of load: slower for some minutes, then two to three times as fast")
  private boolean lasting;

  private static final String BY_HAND =
      "you are the network: what Raft sends waits for you. held shows it, step delivers the oldest";

  @Override
  public void run(Context context) throws InterruptedException, IOException {
    Shape asked = asked();
    AtomicBoolean said = new AtomicBoolean();
    long started = System.nanoTime();
    context
        .lab()
        .up(
            asked,
            doors(context),
            lasting ? Compilers.BOTH : Compilers.USUAL,
            (done, total, what) -> {
              if (!said.getAndSet(true)) { // not sooner: it may be refused
                context.note(Memory.words(asked.nodes()));
              }
              context.progress("up", done, total, "nodes", what);
            });
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
                    : Style.NODE.of(leader) + " is " + role(view) + " in term " + view.term())
            + missing(view);
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
            seconds,
            "unheard",
            view.unheard().stream().map(Object::toString).toList()),
        context.cluster().shape().manual() ? List.of(text, BY_HAND) : List.of(text));
  }

  /** Who was started, and does not take part. */
  private static String missing(ClusterView view) {
    List<String> missing = new ArrayList<>();
    for (NodeView node : view.nodes().values()) {
      if (node.process() == NodeView.Process.QUARANTINED) {
        missing.add(
            node.id() + " is in quarantine (" + String.join("; ", node.quarantined()) + ")");
      }
    }
    view.leader()
        .ifPresent(
            leader ->
                view.unheard()
                    .forEach(n -> missing.add(leader.id() + " has not heard " + n + " yet")));
    return missing.isEmpty() ? "" : "; " + Style.WARN.of(String.join("; ", missing));
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

  private NodeDoors doors(Context context) {
    return new NodeDoors(bind, Optional.ofNullable(certificates).map(context::local));
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
