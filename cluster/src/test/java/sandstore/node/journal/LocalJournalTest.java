package sandstore.node.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.node.LoneNode;
import sandstore.node.disk.Disk;
import sandstore.node.disk.SystemDisk;
import sandstore.node.disk.TroubledDisk;
import sandstore.node.journal.Journal.Outcome;
import sandstore.node.metadata.Namespace.Effect;
import sandstore.proto.ChunkId;
import sandstore.proto.ChunkRef;
import sandstore.proto.CommitFile;
import sandstore.proto.Event;
import sandstore.proto.MakeFolder;
import sandstore.proto.NodeState;
import sandstore.proto.OpenSession;
import sandstore.proto.Operation;
import sandstore.proto.Remove;
import sandstore.proto.Role;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeSettings;
import sandstore.wire.UnknownOutcome;

class LocalJournalTest {
  @TempDir Path folder;
  @TempDir Path copies;

  private final List<Event.KindCase> events = new CopyOnWriteArrayList<>();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private final AtomicInteger fatal = new AtomicInteger();
  private final List<LocalJournal> open = new ArrayList<>();

  private LocalJournal start(Path home, Disk disk, int snapshotEvery) throws IOException {
    NodeSettings settings = NodeSettings.of(LoneNode.settings(home, true).toProperties());
    LocalJournal journal =
        new LocalJournal(
            settings,
            disk,
            event -> events.add(event.getKindCase()),
            effects::add,
            fatal::incrementAndGet,
            snapshotEvery,
            10);
    open.add(journal);
    journal.start();
    return journal;
  }

  private LocalJournal start() throws IOException {
    return start(folder, new SystemDisk(), 1_000_000);
  }

  @AfterEach
  void closeAll() {
    open.forEach(LocalJournal::close);
  }

  private static long openSession(Journal journal) {
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

  private static Operation mkdir(long session, long sequence, String path) {
    return Operation.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .setAcknowledgedBelow(Math.max(0, sequence - 100))
        .setMakeFolder(MakeFolder.newBuilder().setPath(path))
        .build();
  }

  private static Operation put(long session, long sequence, String path) {
    ChunkRef chunk =
        ChunkRef.newBuilder()
            .setId(ChunkId.newBuilder().setUpload("00000000000000a1"))
            .setLength(3)
            .addReplicas("node1")
            .build();
    return Operation.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .setCommitFile(
            CommitFile.newBuilder().setPath(path).setLength(3).setChunkSize(65536).addChunks(chunk))
        .build();
  }

  private static Operation remove(long session, long sequence, String path) {
    return Operation.newBuilder()
        .setSession(session)
        .setSequence(sequence)
        .setRemove(Remove.newBuilder().setPath(path))
        .build();
  }

  @Test
  void whatWasAnsweredIsThereAfterARestart() throws IOException {
    LocalJournal journal = start();
    long session = openSession(journal);
    Operation mkdir = mkdir(session, 1, "/d");
    Outcome first = journal.propose(mkdir).join();
    long hash = journal.readLocal().namespace().stateHash();
    journal.close();

    LocalJournal again = start();
    assertThat(again.readLinearizable().join().namespace().stateHash()).isEqualTo(hash);
    assertThat(again.readLocal().appliedIndex()).isEqualTo(2);
    // The retry of an operation whose answer was lost in the restart.
    assertThat(again.propose(mkdir).join().result()).isEqualTo(first.result());
    assertThat(again.readLocal().namespace().folders()).isEqualTo(1);
  }

  @Test
  void afterARestartOnlyGarbageIsToldAgain() throws IOException {
    LocalJournal journal = start();
    long session = openSession(journal);
    journal.propose(put(session, 1, "/f")).join();
    journal.propose(remove(session, 2, "/f")).join();
    assertThat(effects).hasSize(4);
    journal.close();
    effects.clear();
    start();
    assertThat(effects).hasSize(1).first().isInstanceOf(Effect.Garbage.class);
  }

  @Test
  void aSnapshotReplacesTheLogsBeginning() throws IOException {
    LocalJournal journal = start(folder, new SystemDisk(), 100);
    long session = openSession(journal);
    for (int i = 1; i < 250; i++) {
      journal.propose(mkdir(session, i, "/" + i)).join();
    }
    await().until(() -> events.stream().filter(Event.KindCase.LOG_COMPACTED::equals).count() == 2);
    assertThat(events).contains(Event.KindCase.SNAPSHOT_SAVED);
    NodeState.Builder state = NodeState.newBuilder();
    journal.describe(state);
    assertThat(state.getRole()).isEqualTo(Role.SINGLE);
    assertThat(state.getLastIndex()).isEqualTo(250);
    assertThat(state.getSnapshotIndex()).isBetween(200L, 250L);
    assertThat(state.getFirstIndex()).isEqualTo(state.getSnapshotIndex() - 9);
    assertThat(journal.entries(0, 3))
        .extracting(e -> e.getOperation().getMakeFolder().getPath())
        .containsExactly("/247", "/248", "/249");
    long hash = journal.readLocal().namespace().stateHash();
    journal.close();
    LocalJournal again = start(folder, new SystemDisk(), 100);
    assertThat(again.readLocal().namespace().stateHash()).isEqualTo(hash);
  }

  @Test
  void manyThreadsShareBatchesAndEachOperationTakesEffectOnce() throws Exception {
    LocalJournal journal = start(folder, new SystemDisk(), 500);
    int clients = 8;
    int each = 100;
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (int c = 0; c < clients; c++) {
      int client = c;
      running.add(
          CompletableFuture.runAsync(
              () -> {
                long session = openSession(journal);
                for (int i = 1; i <= each; i++) {
                  Operation mkdir = mkdir(session, i, "/" + client + "-" + i);
                  // Sent twice at once: both answers are the same.
                  CompletableFuture<Outcome> one = journal.propose(mkdir);
                  CompletableFuture<Outcome> two = journal.propose(mkdir);
                  assertThat(one.join().result().hasFile()).isTrue();
                  assertThat(two.join().result()).isEqualTo(one.join().result());
                }
              }));
    }
    running.forEach(CompletableFuture::join);
    assertThat(journal.readLocal().namespace().folders()).isEqualTo(clients * each);
    assertThat(journal.readLocal().appliedIndex()).isEqualTo(clients * (1 + 2 * each));
    assertThat(events.stream().filter(Event.KindCase.ENTRIES_APPENDED::equals).count())
        .isLessThan(clients * each);
  }

  /** The folder is copied in the middle of writing, as kill -9 would have left it. */
  @Test
  void killedAtAnyMomentItHasWhatItHadAnswered() throws Exception {
    TroubledDisk disk = new TroubledDisk();
    LocalJournal journal = start(folder, disk, 60);
    long session = openSession(journal);
    AtomicLong answered = new AtomicLong();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 600; i++) {
                journal.propose(mkdir(session, i, "/" + i)).join();
                answered.set(i);
              }
            });
    List<Long> promised = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      long next = 37L * i;
      await().pollInterval(Duration.ofMillis(1)).until(() -> answered.get() >= next);
      promised.add(answered.get());
      disk.copy(folder, copies.resolve("" + i));
    }
    writing.join();
    for (int i = 0; i < promised.size(); i++) {
      LocalJournal survivor = start(copies.resolve("" + i), new SystemDisk(), 60);
      assertThat(survivor.readLocal().namespace().folders())
          .isGreaterThanOrEqualTo(promised.get(i));
      survivor.close();
    }
  }

  @Test
  void afterAFailedForceNothingIsAnsweredAnyMore() throws IOException {
    TroubledDisk disk = new TroubledDisk();
    LocalJournal journal = start(folder, disk, 1_000_000);
    long session = openSession(journal);
    disk.failing = "force ";
    assertThatThrownBy(() -> journal.propose(mkdir(session, 1, "/d")).join())
        .hasCauseInstanceOf(UnknownOutcome.class);
    await().until(() -> fatal.get() == 1);
    disk.failing = "";
    assertThatThrownBy(() -> journal.propose(mkdir(session, 2, "/e")).join())
        .hasCauseInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("disk failed");
    assertThat(events).contains(Event.KindCase.DISK_FAILED);
    assertThat(journal.readLocal().namespace().folders()).isZero();
  }

  @Test
  void aDamagedOrMissingSnapshotIsRefused() throws IOException {
    LocalJournal journal = start(folder, new SystemDisk(), 50);
    long session = openSession(journal);
    for (int i = 1; i < 100; i++) {
      journal.propose(mkdir(session, i, "/" + i)).join();
    }
    await().until(() -> events.contains(Event.KindCase.LOG_COMPACTED));
    journal.close();
    Path snapshot = folder.resolve("journal/snapshot");
    byte[] good = Files.readAllBytes(snapshot);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(snapshot, bad);
    assertThatThrownBy(this::start)
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("the snapshot is damaged");
    Files.delete(snapshot);
    assertThatThrownBy(this::start)
        .isInstanceOf(QuarantinedException.class)
        .hasMessageContaining("no snapshot has what was before");
    Files.write(snapshot, good);
    start();
  }

  @Test
  void aClosedJournalRefuses() throws IOException {
    LocalJournal journal = start();
    journal.close();
    assertThatThrownBy(() -> openSession(journal))
        .hasCauseInstanceOf(DefiniteFailure.class)
        .hasMessageContaining("node1 is stopping");
    assertThat(fatal).hasValue(0);
  }
}
