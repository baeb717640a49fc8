package sandstore.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sandstore.wire.Listening;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** Settings of {@code node1} of topology {@code basic}, which has nobody beside it. */
public final class LoneNode {
  private LoneNode() {}

  /**
   * @param fresh nothing is in the folder yet, and nothing should be
   */
  public static NodeSettings settings(Path folder, boolean fresh) {
    return new NodeSettings(
        "c",
        NodeId.of(1),
        "basic",
        List.of(NodeId.of(1)),
        List.of("zone1"),
        1,
        1,
        "spread",
        65536,
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        folder,
        folder.resolve("token"),
        0,
        fresh,
        1,
        true,
        Listening.LOOPBACK);
  }
}
