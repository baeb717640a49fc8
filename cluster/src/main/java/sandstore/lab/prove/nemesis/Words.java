package sandstore.lab.prove.nemesis;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import sandstore.client.Call;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.Visitor;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.proto.FileInfo;
import sandstore.proto.StatChunksRequest;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/** Replaces the words in braces of a step by what they stand for now. */
final class Words {
  private static final Duration LEADER = Duration.ofSeconds(8);
  private static final Call LOOK = new Call(Optional.empty(), Duration.ofSeconds(5), false);

  private final Cluster cluster;
  private final Random chance;

  Words(Cluster cluster, Random chance) {
    this.cluster = cluster;
    this.chance = chance;
  }

  /** Thrown when a word stands for nothing now. */
  static final class Nothing extends Exception {
    private static final long serialVersionUID = 1L;

    Nothing(String message) {
      super(message);
    }
  }

  Step bound(Step step) throws InterruptedException, Nothing {
    String all = String.join("\n", step.begin()) + "\n" + String.join("\n", step.end());
    Map<String, String> known = new LinkedHashMap<>();
    if (all.contains("{leader}") || all.contains("{others}")) {
      String leader = leader();
      known.put("{leader}", leader);
      known.put(
          "{others}",
          cluster.nodes().stream()
              .map(NodeId::name)
              .filter(n -> !n.equals(leader))
              .collect(Collectors.joining(",")));
    }
    if (all.contains("{next}")) {
      int last = cluster.nodes().stream().mapToInt(NodeId::number).max().orElse(0);
      known.put("{next}", "node" + (last + 1));
    }
    if (all.contains("{file}")) {
      file(known);
    }
    return new Step(
        step.at(),
        step.lasts(),
        step.nemesis(),
        replaced(step.what(), known),
        step.begin().stream().map(l -> replaced(l, known)).toList(),
        step.end().stream().map(l -> replaced(l, known)).toList());
  }

  private static String replaced(String line, Map<String, String> known) {
    String done = line;
    for (Map.Entry<String, String> e : known.entrySet()) {
      done = done.replace(e.getKey(), e.getValue());
    }
    return done;
  }

  private String leader() throws InterruptedException, Nothing {
    if (!cluster.await(v -> v.leader().isPresent(), LEADER)) {
      throw new Nothing("nobody leads");
    }
    return cluster
        .view()
        .leader()
        .map(n -> n.id().name())
        .orElseThrow(() -> new Nothing("nobody leads any more"));
  }

  /** A file in any folder of the root, and one of several running nodes that have its chunk. */
  private void file(Map<String, String> known) throws InterruptedException, Nothing {
    try (Visitor visitor = cluster.visitor("nemesis")) {
      StoreClient client = visitor.client();
      List<FileInfo> folders = client.list("/", "", 0, LOOK).getEntriesList();
      for (int tries = 0; tries < 10 && !folders.isEmpty(); tries++) {
        FileInfo folder = folders.get(chance.nextInt(folders.size()));
        if (!folder.getFolder()) {
          continue;
        }
        List<FileInfo> files =
            client.list(folder.getPath(), "", 0, LOOK).getEntriesList().stream()
                .filter(f -> f.getLength() > 0)
                .toList();
        if (!files.isEmpty() && holder(client, known, files.get(chance.nextInt(files.size())))) {
          return;
        }
      }
      throw new Nothing("there is no file with several sound copies");
    } catch (StoreException e) {
      throw new Nothing(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Of the first chunk, a node whose copy may go: another that runs has a sound one, too. No store
   * survives the loss of all copies.
   */
  private boolean holder(StoreClient client, Map<String, String> known, FileInfo file)
      throws InterruptedException {
    List<ChunkRef> chunks = client.manifest(file.getPath(), LOOK).getManifest().getChunksList();
    List<String> sound = chunks.isEmpty() ? List.of() : sound(chunks.get(0));
    if (sound.size() < 2) {
      return false;
    }
    known.put("{file}", file.getPath());
    known.put("{holder}", sound.get(chance.nextInt(sound.size())));
    return true;
  }

  private List<String> sound(ChunkRef chunk) {
    StatChunksRequest question = StatChunksRequest.newBuilder().addIds(chunk.getId()).build();
    return cluster.view().running().stream()
        .filter(n -> chunk.getReplicasList().contains(n.id().name()))
        .filter(n -> isSound(n.id(), question))
        .map(n -> n.id().name())
        .toList();
  }

  private boolean isSound(NodeId node, StatChunksRequest question) {
    try {
      return cluster.calls().chunks(node).stat(question).getStatesList().stream()
          .anyMatch(s -> s.getCondition() == ChunkState.Condition.STORED);
    } catch (StatusRuntimeException mute) {
      return false;
    }
  }
}
