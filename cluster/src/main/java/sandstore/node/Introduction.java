package sandstore.node;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.journal.Journal;
import sandstore.proto.HeartbeatRequest;
import sandstore.wire.NodeSettings;

/** What this node says of itself in each heartbeat. */
final class Introduction implements Supplier<HeartbeatRequest> {
  private final NodeSettings settings;
  private final Disk disk;
  private final long incarnation;
  private volatile @Nullable Journal journal;

  Introduction(NodeSettings settings, Disk disk, long incarnation) {
    this.settings = settings;
    this.disk = disk;
    this.incarnation = incarnation;
  }

  /** From now on the journal adds what its topology needs. */
  void include(Journal started) {
    journal = started;
  }

  @Override
  public HeartbeatRequest get() {
    HeartbeatRequest.Builder request =
        HeartbeatRequest.newBuilder()
            .setNode(settings.node().name())
            .setIncarnation(incarnation)
            .setZone(settings.zoneOf(settings.node()))
            .setFreeBytes(free());
    Journal known = journal;
    if (known != null) {
      known.introduce(request);
    }
    return request.build();
  }

  private long free() {
    try {
      return disk.usableBytes(settings.folder());
    } catch (IOException e) {
      return 0;
    }
  }
}
