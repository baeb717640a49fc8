package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.process.Damage;
import sandstore.lab.view.NodeView;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

@AutoService(LabCommand.class)
@Command(
    name = "corrupt",
    headerHeading = "Disks",
    description = "Flips bytes on a node's disk, behind its back, or takes them away.",
    footer = {
      "A file: in each of its chunks that is on the node. It is found when somebody reads it there, or",
      "by the scrubber (scrub now). log, meta (term and vote) and snapshot: found when the node starts",
      "next, and then it refuses to take part; meta and snapshot only if it has not written them anew.",
      "",
      "  corrupt node2 /big.iso",
      "  corrupt node2 0123456789abcdef-0-0",
      "  corrupt node2 log; restart node2",
      "  corrupt node2 meta --how delete"
    })
public final class Corrupt implements LabCommand {
  @Parameters(index = "0", paramLabel = "TARGET", description = "one node")
  private String target = "";

  @Parameters(
      index = "1",
      paramLabel = "WHAT",
      description = "a file in the store, a chunk's id, log, meta or snapshot")
  private String what = "";

  @Option(
      names = "--how",
      paramLabel = "HOW",
      description = "flip some bytes, truncate the file by half, or delete it (flip)")
  private Damage.How how = Damage.How.FLIP;

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    List<NodeId> nodes = context.nodes(List.of(target));
    if (nodes.size() != 1) {
      throw new Refusal("one disk at a time", "like this: corrupt node2 " + what);
    }
    NodeId node = nodes.get(0);
    List<Damage.Place> places = context.cluster().corrupt(node, damage(context).by(how));
    if (places.isEmpty()) {
      throw new Refusal(node + " has no " + what + " on its disk", hint());
    }
    List<String> text = new ArrayList<>();
    for (Damage.Place place : places) {
      text.add(
          (how == Damage.How.FLIP ? "flipped " : "took away ")
              + place.bytes()
              + " bytes of "
              + Style.NODE.of(node)
              + "/"
              + place.file()
              + " from "
              + place.offset()
              + " on");
    }
    text.add(Style.DIM.of(found(context, node)));
    context.result(
        "corrupt",
        Map.of(
            "node",
            node.name(),
            "places",
            places.stream()
                .map(p -> Map.of("file", p.file(), "offset", p.offset(), "bytes", p.bytes()))
                .toList()),
        text);
  }

  private Damage damage(Context context) throws InterruptedException {
    switch (what) {
      case "log":
        return Damage.log();
      case "meta":
        return Damage.meta();
      case "snapshot":
        return Damage.snapshot();
      default:
        return Damage.chunks(ChunkKey.isName(what) ? List.of(ChunkKey.parse(what)) : file(context));
    }
  }

  private List<ChunkKey> file(Context context) throws InterruptedException {
    return context
        .cluster()
        .client()
        .manifest(Remote.path(what), options.call(context))
        .getManifest()
        .getChunksList()
        .stream()
        .map(c -> ChunkKey.of(c.getId()))
        .toList();
  }

  private boolean isChunks() {
    return !List.of("log", "meta", "snapshot").contains(what);
  }

  private String hint() {
    return isChunks()
        ? "chunks FILE shows who has what"
        : what.equals("snapshot") ? "one is made when the log has grown" : "up raft has all three";
  }

  private String found(Context context, NodeId node) {
    if (isChunks()) {
      return "found when the chunk is read there next";
    }
    boolean gone =
        context.view().node(node).filter(n -> n.process() == NodeView.Process.EXITED).isPresent();
    return "found when " + node + " starts next: " + (gone ? "start " : "restart ") + node;
  }
}
