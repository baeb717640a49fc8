package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import sandstore.lab.Cluster;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Style;
import sandstore.lab.story.PlacementPicture;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.proto.ManifestResponse;
import sandstore.proto.StatChunksRequest;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;
import sandstore.wire.Promise;

@AutoService(LabCommand.class)
@Command(
    name = "chunks",
    headerHeading = "Looking",
    description =
        "Where a file's chunks are and what it survives; or how much each node has, and how safe.",
    footer = {"  chunks", "  chunks /big.iso"})
public final class Chunks implements LabCommand {
  private static final int PER_QUESTION = 1000;

  @Parameters(paramLabel = "REMOTE", arity = "0..1", description = "a file in the store")
  private @Nullable String remote;

  @Mixin private ReadOptions options = new ReadOptions();

  @Override
  public void run(Context context) throws InterruptedException {
    String typed = remote;
    if (typed == null) {
      totals(context);
    } else {
      file(context, Remote.path(typed));
    }
  }

  private static void totals(Context context) {
    ClusterView view = context.cluster().view();
    List<NodeView> nodes = List.copyOf(view.nodes().values());
    Promised.Summary promises = new Promised(view).summary(context);
    List<String> text = new ArrayList<>();
    for (NodeView n : nodes) {
      text.add(
          String.format(
              "%s  %-6s  %6d chunks  %10s",
              Style.NODE.of(n.id()), n.zone(), n.chunks(), Quantities.bytes(n.chunkBytes())));
    }
    text.addAll(promises.text());
    context.result(
        "chunks",
        Map.of("nodes", nodes.stream().map(Chunks::fields).toList(), "promises", promises.files()),
        text);
  }

  private static Map<String, Object> fields(NodeView n) {
    return Map.of(
        "id", n.id().name(), "zone", n.zone(), "chunks", n.chunks(), "bytes", n.chunkBytes());
  }

  private void file(Context context, String path) throws InterruptedException {
    Cluster cluster = context.cluster();
    ManifestResponse answer = cluster.client().manifest(path, options.call(context));
    List<ChunkRef> chunks = answer.getManifest().getChunksList();
    List<NodeId> nodes = List.copyOf(context.view().nodes().keySet());
    Map<NodeId, Map<ChunkKey, ChunkState.Condition>> found = new HashMap<>();
    for (NodeId node : nodes) {
      boolean answers = context.view().node(node).filter(NodeView::alive).isPresent();
      if (answers) {
        found.put(node, ask(cluster, node, chunks));
      }
    }
    Promised promised = new Promised(context.view());
    Promise promise = promised.of(chunks.stream().map(c -> stored(c, found)).toList());
    List<String> text = new ArrayList<>();
    text.add(Remote.describe(answer.getManifest().getInfo()) + ": " + promised.words(promise));
    text.addAll(PlacementPicture.draw(chunks, nodes, found, false));
    text.add(
        Style.DIM.of(
            "manifest as of entry "
                + answer.getStamp().getAppliedIndex()
                + ", answered by "
                + answer.getStamp().getNode()));
    Map<String, Object> fields = Remote.fields(answer.getManifest().getInfo());
    fields.put("appliedIndex", answer.getStamp().getAppliedIndex());
    fields.putAll(promised.fields(promise));
    fields.put("placement", chunks.stream().map(c -> placement(c, found)).toList());
    context.result("chunks", fields, text);
  }

  private static Map<ChunkKey, ChunkState.Condition> ask(
      Cluster cluster, NodeId node, List<ChunkRef> chunks) {
    Map<ChunkKey, ChunkState.Condition> states = new HashMap<>();
    for (int i = 0; i < chunks.size(); i += PER_QUESTION) {
      StatChunksRequest.Builder question = StatChunksRequest.newBuilder();
      chunks
          .subList(i, Math.min(chunks.size(), i + PER_QUESTION))
          .forEach(c -> question.addIds(c.getId()));
      cluster
          .calls()
          .chunks(node)
          .withDeadlineAfter(3, TimeUnit.SECONDS)
          .stat(question.build())
          .getStatesList()
          .forEach(s -> states.put(ChunkKey.of(s.getId()), s.getCondition()));
    }
    return states;
  }

  private static Map<String, Object> placement(
      ChunkRef chunk, Map<NodeId, Map<ChunkKey, ChunkState.Condition>> found) {
    return Map.of(
        "chunk", ChunkKey.of(chunk.getId()).toString(),
        "length", chunk.getLength(),
        "replicas", List.copyOf(chunk.getReplicasList()),
        "stored", stored(chunk, found).stream().map(NodeId::name).toList());
  }

  /** Nodes that said that they have it whole, in order. */
  private static List<NodeId> stored(
      ChunkRef chunk, Map<NodeId, Map<ChunkKey, ChunkState.Condition>> found) {
    ChunkKey key = ChunkKey.of(chunk.getId());
    return found.entrySet().stream()
        .filter(e -> e.getValue().get(key) == ChunkState.Condition.STORED)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
