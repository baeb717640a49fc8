package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.certificates.Authority;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "certs",
    headerHeading = "Cluster",
    description = "Makes certificates by which nodes, the lab and clients prove who they are.",
    footer = {
      "An authority of your own, and one certificate for each node, for the lab, and for each client",
      "that is named. Keys are readable by you only. What is there stays as it is, so that more can be",
      "made later. authority.key signs, and nothing else needs it: keep it elsewhere.",
      "",
      "With up --tls DIR all connections between nodes, lab and clients are TLS 1.3, and both ends show",
      "their certificates; the token is asked for all the same. Beyond loopback nothing starts without.",
      "",
      "  certs keys",
      "  certs keys --client alice",
      "  up raft --tls keys",
      "  up raft --tls keys --bind 0.0.0.0"
    })
public final class Certs implements LabCommand {
  private static final int MOST_NODES = 1000;
  private static final int MOST_DAYS = 3650;

  @Parameters(index = "0", paramLabel = "DIR", description = "a folder, made if need be")
  private String folder = "";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "for node1 to nodeN (15)")
  private int nodes = 15;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      split = ",",
      description = "and for clients of these names")
  private List<String> clients = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      converter = Quantities.AsCount.class,
      description = "how long they are valid (365)")
  private int days = 365;

  @Override
  public void run(Context context) throws IOException {
    List<NodeId> wanted = wanted();
    Path to = context.local(folder);
    boolean found = Authority.exists(to);
    Authority authority = found ? open(to) : Authority.create(to);
    List<String> made = new ArrayList<>();
    for (NodeId name : wanted) {
      if (!authority.has(name)) {
        authority.issue(name, Duration.ofDays(days));
        made.add(name.name());
      }
    }
    context.result(
        "certs",
        Map.of("folder", to.toString(), "made", made, "authority", found ? "found" : "made"),
        List.of(
            (found ? "the authority was there; " : "made an authority; ")
                + (made.isEmpty()
                    ? "nobody lacks a certificate"
                    : made.size() + " certificates, valid for " + days + " days"),
            Style.DIM.of("up raft --tls " + folder)));
  }

  private List<NodeId> wanted() {
    if (nodes < 1 || nodes > MOST_NODES || days < 1 || days > MOST_DAYS) {
      throw new Refusal(
          "1 to " + MOST_NODES + " nodes, valid for 1 to " + MOST_DAYS + " days",
          "certs keys --nodes 15 --days 365");
    }
    for (String client : clients) {
      if (!client.matches("[a-z][a-z0-9-]{0,39}") || new NodeId(client).isNode()) {
        throw new Refusal(
            "a client cannot be called " + Style.harmless(client),
            "1 to 40 small letters, digits and -, and no node's name");
      }
      if (client.equals("authority")) {
        throw new Refusal("the authority has a certificate already", "another name");
      }
    }
    return Stream.of(
            IntStream.rangeClosed(1, nodes).mapToObj(NodeId::of),
            Stream.of(NodeId.LAB),
            clients.stream().map(NodeId::new))
        .flatMap(all -> all)
        .distinct()
        .toList();
  }

  private static Authority open(Path folder) {
    try {
      return Authority.open(folder);
    } catch (IOException e) {
      throw new Refusal(String.valueOf(e.getMessage()), "put it back, or name another folder");
    }
  }
}
