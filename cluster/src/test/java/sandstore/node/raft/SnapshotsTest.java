package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.disk.Disk;
import sandstore.node.disk.KilledDisk;
import sandstore.node.disk.LedgerDisk;
import sandstore.node.disk.SystemDisk;
import sandstore.node.metadata.Namespace;
import sandstore.proto.MakeFolder;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.ledger.PowerCut;

/** One snapshot takes another's place, and the process, or the power, ends in the middle of it. */
final class SnapshotsTest {
  private static final Namespace OLD = grown(Namespace.EMPTY, 10);
  private static final Namespace NEW = grown(OLD, 200);

  @TempDir Path temp;

  @Test
  void rule21_atEveryMomentThereIsOneWholeSnapshot() throws IOException {
    int changes = 0;
    for (boolean after : new boolean[] {false, true}) {
      for (boolean power : new boolean[] {false, true}) {
        int killedAt = 0;
        while (killed(killedAt, after, power)) {
          killedAt++;
        }
        changes += killedAt;
      }
    }
    assertThat(changes).as("moments at which it ended").isGreaterThan(20);
  }

  /** Whether the end came before all was done. */
  private boolean killed(int at, boolean after, boolean power) throws IOException {
    Path node = Files.createDirectories(temp.resolve(at + "-" + after + "-" + power));
    Path folder = node.resolve("snapshots");
    Snapshots first = open(LedgerDisk.open(new SystemDisk(), node), folder);
    first.install(first.write(meta(OLD), OLD));

    Snapshots dying = open(LedgerDisk.open(new SystemDisk(), node), folder);
    KilledDisk killed = new KilledDisk(at, after);
    boolean whole = false;
    try {
      dying = open(LedgerDisk.open(killed, node), folder);
      dying.install(dying.write(meta(NEW), NEW));
      whole = true; // JRaft cuts the log now
    } catch (KilledDisk.Killed e) {
      // as it was to be
    }
    if (power) {
      PowerCut.to(node, new Random(at));
    }

    Snapshots left = open(LedgerDisk.open(new SystemDisk(), node), folder);
    SavedSnapshot read = (SavedSnapshot) left.open();
    assertThat(read).as("killed at %d, after %s, power %s", at, after, power).isNotNull();
    assertThat(read.load().getLastIncludedIndex()).isIn(OLD.lastIndex(), NEW.lastIndex());
    if (whole) {
      assertThat(left.index()).isEqualTo(NEW.lastIndex());
    }
    return !whole;
  }

  private static Snapshots open(Disk disk, Path folder) throws IOException {
    return Snapshots.open(disk, folder, Runnable::run, "node1", (file, hash) -> {});
  }

  static SnapshotMeta meta(Namespace of) {
    return SnapshotMeta.newBuilder()
        .setLastIncludedIndex(of.lastIndex())
        .setLastIncludedTerm(1)
        .build();
  }

  static Namespace grown(Namespace from, int folders) {
    Namespace.Step opened =
        from.apply(
            Operation.newBuilder()
                .setAtMillis(1)
                .setOpenSession(OpenSession.newBuilder().setClient("t").setTimeoutMillis(60_000))
                .build(),
            from.lastIndex() + 1);
    Namespace grown = opened.next();
    for (int i = 1; i <= folders; i++) {
      grown =
          grown
              .apply(
                  Operation.newBuilder()
                      .setSession(opened.result().getSession())
                      .setSequence(i)
                      .setAcknowledgedBelow(i)
                      .setAtMillis(1)
                      .setMakeFolder(MakeFolder.newBuilder().setPath("/f" + grown.lastIndex()))
                      .build(),
                  grown.lastIndex() + 1)
              .next();
    }
    return grown;
  }
}
