package sandstore.node.raft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.CrashPoints;
import sandstore.node.disk.Disk;
import sandstore.node.journal.RecordLog;
import sandstore.node.metadata.Namespace;
import sandstore.wire.NodeId;

/**
 * Rules 19 and 21: whenever the machine ends, a peer comes back with its log, its term, its vote
 * and its snapshot, and none of them takes another for damaged.
 */
public final class RaftCrashPointsTest {
  private static final Path FOLDER = Path.of("/node/raft");
  private static final PeerId SELF = Peers.of(NodeId.of(1));
  private static final PeerId OTHER = Peers.of(NodeId.of(2));
  private static final Namespace OLD = SnapshotsTest.grown(Namespace.EMPTY, 10);
  private static final Namespace NEW = SnapshotsTest.grown(OLD, 40);

  /**
   * What a peer has promised.
   *
   * @param entries by index, with their term
   */
  private record Kept(
      long first, Map<Long, String> entries, long term, String vote, long snapshot) {
    long last() {
      return first + entries.size() - 1;
    }

    String promises() {
      return term + " " + vote;
    }
  }

  @Test
  public void whatWasPromisedIsThereAndNothingElse() throws Exception {
    CrashPoints.Tried tried =
        CrashPoints.all(
            "raft",
            new Kept(1, Map.of(), 0, "", 0),
            (disk, p) -> new Life(disk, p).run(),
            this::check);
    assertThat(tried.points()).isGreaterThan(90);
    assertThat(tried.states()).isGreaterThan(600);
  }

  private static RaftFiles open(Disk disk) throws IOException {
    return RaftFiles.open(
        disk,
        FOLDER,
        new RaftFiles.Company(
            SELF,
            event -> {},
            term -> {},
            (file, hash) -> {},
            new FailStop(
                event -> {},
                () -> {
                  throw new AssertionError("the peer ended itself");
                }),
            Runnable::run));
  }

  /** Votes, takes entries, loses some to another leader, saves a snapshot, is sent one. */
  private static final class Life {
    private final CrashPoints.Promises<Kept> promises;
    private final RaftFiles files;
    private final TreeMap<Long, String> entries = new TreeMap<>();

    Life(CrashDisk disk, CrashPoints.Promises<Kept> promises) throws IOException {
      this.promises = promises;
      this.files = open(disk);
    }

    void run() throws IOException {
      promises(1, SELF);
      for (int i = 0; i < 6; i++) {
        append(1, 1 + i % 3);
      }
      promises(3, OTHER);
      files.log().truncateSuffix(8);
      entries.tailMap(8L, false).clear();
      promised();
      append(3, 4);
      append(3, 1);
      install(OLD);
      files.log().truncatePrefix(8);
      entries.headMap(8L, false).clear();
      promised();
      append(3, 2);
      promises(4, PeerId.emptyPeer());
      promises(4, SELF);
      append(4, 2);
      install(NEW);
      files.log().reset(NEW.lastIndex() + 1);
      entries.clear();
      promised();
      append(4, 3);
    }

    private void promised() {
      SnapshotFile snapshot = files.snapshots().newest();
      promises.made(
          new Kept(
              files.log().firstIndex(),
              Map.copyOf(entries),
              files.meta().getTerm(),
              vote(files),
              snapshot == null ? 0 : snapshot.index()));
    }

    private void append(long term, int count) throws IOException {
      List<RecordLog.Entry> fresh = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        long index = files.log().lastIndex() + i;
        String text = "entry " + index + " of term " + term;
        fresh.add(new RecordLog.Entry(index, term, text.repeat(20).getBytes(UTF_8)));
        entries.put(index, text);
      }
      files.log().append(fresh);
      promised();
    }

    private void promises(long term, PeerId vote) {
      files.meta().setTermAndVotedFor(term, vote);
      promised();
    }

    private void install(Namespace namespace) throws IOException {
      files.snapshots().install(files.snapshots().write(SnapshotsTest.meta(namespace), namespace));
      promised();
    }
  }

  private void check(CrashDisk disk, Kept promised, Kept underway, boolean goesOn)
      throws IOException {
    RaftFiles files = open(disk);
    RecordLog log = files.log();
    assertThat(files.meta().getTerm() + " " + vote(files))
        .isIn(promised.promises(), underway.promises());
    assertThat(files.snapshots().index()).isIn(promised.snapshot, underway.snapshot);
    assertThat(log.firstIndex()).isIn(promised.first, underway.first);
    assertThat(log.lastIndex())
        .isBetween(
            Math.min(promised.last(), underway.last()), Math.max(promised.last(), underway.last()));
    for (long i = log.firstIndex(); i <= log.lastIndex(); i++) {
      RecordLog.Entry entry = log.get(i);
      assertThat(entry).as("entry %d", i).isNotNull();
      String text = new String(entry.payload(), UTF_8);
      assertThat(text.substring(0, text.length() / 20))
          .isIn(promised.entries.get(i), underway.entries.get(i));
    }
    if (goesOn) {
      long term = files.meta().getTerm() + 1;
      files.meta().setTermAndVotedFor(term, SELF);
      log.append(List.of(new RecordLog.Entry(log.lastIndex() + 1, term, new byte[10])));
    }
  }

  private static String vote(RaftFiles files) {
    return files.meta().getVotedFor().isEmpty() ? "" : files.meta().getVotedFor().toString();
  }
}
