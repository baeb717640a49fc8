package sandstore.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sandstore.client.Call;
import sandstore.lab.view.NodeView;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.proto.StatChunksRequest;
import sandstore.wire.NodeId;

/** Asks the disks of a cluster, not its metadata, how many sound copies there are. */
final class Copies {
  private Copies() {}

  /**
   * For each chunk of the files the listed nodes that run and have it, with the checksum that the
   * manifest has.
   */
  static List<List<String>> of(TestLab lab, List<String> paths) throws InterruptedException {
    List<List<String>> all = new ArrayList<>();
    for (ChunkRef chunk : chunks(lab, paths)) {
      all.add(chunk.getReplicasList().stream().filter(n -> has(lab, n, chunk)).toList());
    }
    return all;
  }

  /** For each chunk of the files the nodes that run and have it, listed or not. */
  static List<List<String>> anywhere(TestLab lab, List<String> paths) throws InterruptedException {
    List<List<String>> all = new ArrayList<>();
    for (ChunkRef chunk : chunks(lab, paths)) {
      all.add(
          lab.view().nodes().keySet().stream()
              .map(NodeId::name)
              .filter(n -> has(lab, n, chunk))
              .toList());
    }
    return all;
  }

  private static List<ChunkRef> chunks(TestLab lab, List<String> paths)
      throws InterruptedException {
    List<ChunkRef> all = new ArrayList<>();
    for (String path : paths) {
      all.addAll(lab.cluster().client().manifest(path, Call.DEFAULT).getManifest().getChunksList());
    }
    return all;
  }

  private static boolean has(TestLab lab, String node, ChunkRef chunk) {
    NodeId id = new NodeId(node);
    if (lab.view().node(id).filter(NodeView::alive).isEmpty()) {
      return false;
    }
    ChunkState state =
        lab.cluster()
            .calls()
            .chunks(id)
            .withDeadlineAfter(5, TimeUnit.SECONDS)
            .stat(StatChunksRequest.newBuilder().addIds(chunk.getId()).build())
            .getStates(0);
    return state.getCondition() == ChunkState.Condition.STORED
        && state.getCrc32C() == chunk.getCrc32C()
        && state.getLength() == chunk.getLength();
  }
}
