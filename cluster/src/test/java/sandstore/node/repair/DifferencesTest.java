package sandstore.node.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.node.metadata.Namespace;
import sandstore.proto.OrphansRequest;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/** What is on the disk and not in the namespace, or the other way round. */
final class DifferencesTest {
  private static final NodeId SELF = NodeId.of(1);
  private static final ChunkKey CHUNK = ChunkKey.parse("0123456789abcdef-0-0");

  private final Differences differences = new Differences(SELF);

  private List<?> orphans() {
    return differences.orphans(OrphansRequest.getDefaultInstance());
  }

  /**
   * Found by {@code soak --seed 1 --nodes 3}: it was marked anew with each collection, for ever.
   */
  @Test
  void rule11_aCopyThatNeverCameIsNoOrphanOnceItsFileIsGoneAndMarked() {
    differences.placed(CHUNK, List.of(SELF), false);
    differences.copies().sweep(Namespace.EMPTY, 0);
    assertThat(orphans()).as("something of it may be in the quarantine").hasSize(1);

    differences.discarded(CHUNK);

    assertThat(orphans()).isEmpty();
    assertThat(differences.copies().inDoubt()).isFalse();
  }
}
