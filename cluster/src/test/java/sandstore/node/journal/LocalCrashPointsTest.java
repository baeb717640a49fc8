package sandstore.node.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sandstore.node.LoneNode;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.CrashPoints;
import sandstore.node.disk.Disk;
import sandstore.proto.MakeFolder;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.wire.NodeSettings;

/** Rule 1 of a node that is alone: whenever the machine ends, what was answered has happened. */
final class LocalCrashPointsTest {
  private static final int FOLDERS = 24;
  private static final int SNAPSHOT_EVERY = 9;

  private final AtomicInteger stopped = new AtomicInteger();

  @Test
  void whatWasAnsweredHasHappened() throws Exception {
    CrashPoints.Tried tried = CrashPoints.all("local journal", 0, this::work, this::check);
    assertThat(stopped).as("an orderly close is no failure").hasValue(0);
    assertThat(tried.points()).isGreaterThan(90);
    assertThat(tried.states()).isGreaterThan(400);
  }

  private LocalJournal start(Disk disk) throws IOException {
    NodeSettings settings = LoneNode.settings(Path.of("/node"), true);
    LocalJournal journal =
        new LocalJournal(
            settings, disk, event -> {}, effect -> {}, stopped::incrementAndGet, SNAPSHOT_EVERY, 4);
    journal.start();
    return journal;
  }

  private void work(CrashDisk disk, CrashPoints.Promises<Integer> promises) throws IOException {
    LocalJournal journal = start(disk);
    long session = session(journal);
    for (int i = 1; i <= FOLDERS; i++) {
      journal.propose(folder(session, i)).join();
      promises.made(i);
    }
    journal.close();
  }

  private static long session(Journal journal) {
    return journal
        .propose(
            Operation.newBuilder()
                .setAtMillis(1)
                .setOpenSession(OpenSession.newBuilder().setTimeoutMillis(1_000_000))
                .build())
        .join()
        .result()
        .getSession();
  }

  private static Operation folder(long session, int i) {
    return Operation.newBuilder()
        .setSession(session)
        .setSequence(i)
        .setAcknowledgedBelow(i)
        .setMakeFolder(MakeFolder.newBuilder().setPath("/" + i))
        .build();
  }

  private void check(CrashDisk disk, int promised, int underway, boolean goesOn)
      throws IOException {
    LocalJournal journal = start(disk);
    assertThat(journal.readLocal().namespace().folders())
        .isBetween((long) promised, (long) underway);
    if (goesOn) {
      journal.propose(folder(session(journal), FOLDERS + 1)).join();
    }
    journal.close();
  }
}
