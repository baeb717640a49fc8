package sandstore.lab.prove.invariant;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.Visitor;
import sandstore.lab.view.NodeView;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.proto.FileInfo;
import sandstore.proto.ListResponse;
import sandstore.proto.StatChunksRequest;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** What is on the nodes' disks of every file, by asking each node, not the metadata. */
final class Copies {
  private static final Call CALL = new Call(Optional.empty(), Duration.ofSeconds(20), false);
  private static final int PER_QUESTION = 500;

  private Copies() {}

  /**
   * A chunk of a file.
   *
   * @param sound nodes that the manifest lists, run, and have it with the manifest's checksum
   */
  record Chunk(String path, ChunkRef ref, List<String> sound) {
    String words() {
      return path
          + ", chunk "
          + ChunkKey.of(ref.getId())
          + ", listed on "
          + String.join(" ", ref.getReplicasList())
          + ", sound on "
          + (sound.isEmpty() ? "none" : String.join(" ", sound));
    }
  }

  /** All chunks of all files. */
  static List<Chunk> of(Cluster cluster) throws InterruptedException {
    // Not the lab's own client: these looks are no part of the history.
    try (Visitor visitor = cluster.visitor("copies")) {
      List<Chunk> chunks = listed(visitor.client());
      ask(cluster, chunks);
      return chunks;
    }
  }

  private static List<Chunk> listed(StoreClient client) throws InterruptedException {
    List<Chunk> chunks = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of("/"));
    while (!folders.isEmpty()) {
      String folder = folders.pop();
      String after = "";
      boolean more = true;
      while (more) {
        ListResponse page = client.list(folder, after, 0, CALL);
        for (FileInfo info : page.getEntriesList()) {
          if (info.getFolder()) {
            folders.push(info.getPath());
          } else if (info.getLength() > 0) {
            client
                .manifest(info.getPath(), CALL)
                .getManifest()
                .getChunksList()
                .forEach(ref -> chunks.add(new Chunk(info.getPath(), ref, new ArrayList<>())));
          }
          after = info.getPath().substring(info.getPath().lastIndexOf('/') + 1);
        }
        more = page.getMore();
      }
    }
    return chunks;
  }

  private static void ask(Cluster cluster, List<Chunk> chunks) {
    Map<String, List<Chunk>> byNode = new LinkedHashMap<>();
    for (Chunk chunk : chunks) {
      for (String node : chunk.ref.getReplicasList()) {
        byNode.computeIfAbsent(node, n -> new ArrayList<>()).add(chunk);
      }
    }
    byNode.forEach(
        (node, listed) -> {
          NodeId id = new NodeId(node);
          if (cluster.view().node(id).filter(NodeView::alive).isPresent()) {
            for (int i = 0; i < listed.size(); i += PER_QUESTION) {
              ask(cluster, id, listed.subList(i, Math.min(listed.size(), i + PER_QUESTION)));
            }
          }
        });
  }

  private static void ask(Cluster cluster, NodeId node, List<Chunk> listed) {
    StatChunksRequest.Builder request = StatChunksRequest.newBuilder();
    listed.forEach(c -> request.addIds(c.ref.getId()));
    List<ChunkState> states = cluster.calls().chunks(node).stat(request.build()).getStatesList();
    for (int i = 0; i < listed.size(); i++) {
      ChunkRef ref = listed.get(i).ref;
      ChunkState state = states.get(i);
      if (state.getCondition() == ChunkState.Condition.STORED
          && state.getCrc32C() == ref.getCrc32C()
          && state.getLength() == ref.getLength()) {
        listed.get(i).sound.add(node.name());
      }
    }
  }
}
