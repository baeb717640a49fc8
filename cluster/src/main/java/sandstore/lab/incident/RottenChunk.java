package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import sandstore.client.Call;
import sandstore.lab.Cluster;
import sandstore.lab.Refusal;
import sandstore.lab.process.Damage;
import sandstore.lab.view.ClusterView;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** Bytes of a copy change on a disk. */
@AutoService(Trouble.class)
public final class RottenChunk implements Trouble {
  @Override
  public String name() {
    return "corrupt-chunk";
  }

  @Override
  public String about() {
    return "a copy whose bytes have changed";
  }

  @Override
  public String traces() {
    return "a copy of the node's that does not match its checksum";
  }

  @Override
  public List<String> places(ClusterView view) {
    return view.running().stream()
        .filter(n -> n.chunks() > 0)
        .map(n -> n.id().name())
        .sorted()
        .toList();
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    return trace.toldBy(place) && trace.event().hasReplicaCorrupt();
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    List<ChunkKey> chunks =
        cluster.client().manifest(Duty.FILE, Call.DEFAULT).getManifest().getChunksList().stream()
            .map(c -> ChunkKey.of(c.getId()))
            .toList();
    if (cluster.secrecy().corrupt(new NodeId(place), Damage.chunks(chunks)).isEmpty()) {
      throw new Refusal(place + " has no copy to damage", "try another --seed");
    }
    return () -> {};
  }

  @Override
  public String story(String place) {
    return "bytes of a copy on " + place + " had changed on its disk";
  }
}
