package sandstore.node.journal;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.disk.Disk;
import sandstore.node.metadata.DamagedSnapshotException;
import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.LogCompacted;
import sandstore.proto.LogItem;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.Role;
import sandstore.proto.SnapshotSaved;
import sandstore.wire.DaemonThreads;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.UnknownOutcome;

/**
 * The journal of a node that is alone: one log on one disk, forced before the answer.
 *
 * <p>One thread takes the proposals that have gathered, appends them as one batch, forces it once,
 * applies it, and answers. So what is answered is durable, and what is read was durable before it
 * was visible; with one thread in order there is nothing else to agree on.
 *
 * <p>Every so many entries the namespace, a value that nobody changes, is written out by another
 * thread; then the log's older entries go, but for the last thousand, which people like to look at.
 *
 * <p>When the disk fails there is no way on: whether the batch is durable cannot be known any more
 * (reliability rule 13). The node reports it, answers unknown, and ends itself.
 */
public final class LocalJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(LocalJournal.class);
  private static final long TERM = 1;
  private static final int SNAPSHOT_EVERY = 20_000;
  private static final int ENTRIES_KEPT = 1_000;

  private final NodeSettings settings;
  private final Disk disk;
  private final Reporter reporter;
  private final JournalEvents events;
  private final Consumer<Namespace.Effect> effects;
  private final Runnable fatal;
  private final int snapshotEvery;
  private final int entriesKept;
  private final ProposalQueue queue = new ProposalQueue();
  private final Thread writer = new Thread(this::work, "journal");
  private final ExecutorService snapshotter =
      Executors.newSingleThreadExecutor(new DaemonThreads("snapshot"));

  private volatile @Nullable RecordLog log;
  private volatile Namespace applied = Namespace.EMPTY;
  private volatile long snapshotIndex;
  private long snapshotAsked; // only the writer's

  /**
   * @param effects called by the journal's thread, in order; must not block for long
   * @param fatal ends the process; called at most once by each of the journal's threads
   */
  public LocalJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Consumer<Namespace.Effect> effects,
      Runnable fatal) {
    this(settings, disk, reporter, effects, fatal, SNAPSHOT_EVERY, ENTRIES_KEPT);
  }

  /**
   * @param snapshotEvery entries
   * @param entriesKept in the log after a snapshot
   */
  LocalJournal(
      NodeSettings settings,
      Disk disk,
      Reporter reporter,
      Consumer<Namespace.Effect> effects,
      Runnable fatal,
      int snapshotEvery,
      int entriesKept) {
    this.settings = settings;
    this.disk = disk;
    this.reporter = reporter;
    this.events = new JournalEvents(reporter);
    this.effects = effects;
    this.fatal = fatal;
    this.snapshotEvery = snapshotEvery;
    this.entriesKept = entriesKept;
    writer.setDaemon(true);
  }

  private Path folder() {
    return settings.folder().resolve("journal");
  }

  private Path snapshotFile() {
    return folder().resolve("snapshot");
  }

  private Path unfinishedSnapshot() {
    return folder().resolve("snapshot.tmp");
  }

  private RecordLog log() {
    return Objects.requireNonNull(log, "not started");
  }

  @Override
  public void start() throws IOException {
    disk.makeFolders(folder());
    Namespace snapshot = loadSnapshot();
    log = RecordLog.open(disk, folder().resolve("log"));
    applied = replay(snapshot);
    snapshotIndex = snapshot == null ? 0 : snapshot.lastIndex();
    snapshotAsked = snapshotIndex;
    events.role(Role.SINGLE, TERM, settings.node(), "alone");
    if (applied.lastIndex() > 0) {
      events.applied(applied);
    }
    queue.open();
    writer.start();
  }

  /** Null when there is none. Clears away what an interrupted {@link #saveSnapshot} left. */
  private @Nullable Namespace loadSnapshot() throws IOException {
    disk.delete(unfinishedSnapshot());
    if (!disk.exists(snapshotFile())) {
      return null;
    }
    try {
      return NamespaceFile.read(disk, snapshotFile()).namespace();
    } catch (DamagedSnapshotException e) {
      throw new QuarantinedException("snapshot", "the snapshot is damaged: " + e.getMessage());
    }
  }

  /** Durable on return, and the file under the final name is a whole one at every instant. */
  private long saveSnapshot(Namespace namespace) throws IOException {
    long bytes = NamespaceFile.write(disk, unfinishedSnapshot(), ByteString.EMPTY, namespace);
    disk.rename(unfinishedSnapshot(), snapshotFile());
    disk.forceFolder(folder());
    return bytes;
  }

  private Namespace replay(@Nullable Namespace snapshot) throws IOException {
    try {
      return Replay.of(log(), snapshot, effects);
    } catch (IOException | RuntimeException e) {
      log().close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Outcome> propose(Operation operation) {
    return queue.add(operation);
  }

  private void work() {
    List<ProposalQueue.Proposal> batch = List.of();
    try {
      for (batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        append(batch);
        apply(batch);
        snapshotIfDue();
      }
    } catch (IOException e) {
      fail(e, batch);
    } catch (InterruptedException e) {
      fail(new IOException("the journal's thread was interrupted", e), batch);
    } catch (RuntimeException e) {
      // A fault in our own code: the state may be half of something.
      fail(new IOException("the journal cannot go on", e), batch);
    }
  }

  private void append(List<ProposalQueue.Proposal> batch) throws IOException {
    long first = log().lastIndex() + 1;
    List<RecordLog.Entry> entries = new ArrayList<>(batch.size());
    for (ProposalQueue.Proposal p : batch) {
      entries.add(new RecordLog.Entry(first + entries.size(), TERM, p.operation().toByteArray()));
    }
    log().append(entries);
    events.appended(log(), first, log().lastIndex());
  }

  /** All of the batch is visible before any of it is answered. */
  private void apply(List<ProposalQueue.Proposal> batch) {
    Namespace namespace = applied;
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    List<Namespace.Effect> happened = new ArrayList<>();
    for (ProposalQueue.Proposal p : batch) {
      long index = namespace.lastIndex() + 1;
      Namespace.Step step = namespace.apply(p.operation(), index);
      namespace = step.next();
      outcomes.add(new Outcome(step.result(), index, TERM));
      happened.addAll(step.effects());
    }
    applied = namespace;
    happened.forEach(effects);
    events.applied(namespace);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).outcome().complete(outcomes.get(i));
    }
  }

  private void snapshotIfDue() {
    Namespace namespace = applied;
    if (namespace.lastIndex() - snapshotAsked >= snapshotEvery) {
      snapshotAsked = namespace.lastIndex();
      snapshotter.execute(() -> snapshot(namespace));
    }
  }

  private void snapshot(Namespace namespace) {
    long index = namespace.lastIndex();
    try {
      long bytes = saveSnapshot(namespace);
      snapshotIndex = index;
      reporter.report(
          Event.newBuilder()
              .setSnapshotSaved(
                  SnapshotSaved.newBuilder()
                      .setIndex(index)
                      .setTerm(TERM)
                      .setBytes(bytes)
                      .setStateHash(namespace.stateHash())));
      log().truncatePrefix(Math.max(log().firstIndex(), index + 1 - entriesKept));
      reporter.report(
          Event.newBuilder()
              .setLogCompacted(LogCompacted.newBuilder().setFirst(log().firstIndex())));
    } catch (IOException e) {
      fail(e, List.of());
    } catch (RuntimeException e) {
      fail(new IOException("the snapshot cannot be written", e), List.of());
    }
  }

  private void fail(IOException e, List<ProposalQueue.Proposal> batch) {
    LOG.error("the journal stops", e);
    events.diskFailed(e);
    queue.close(refusal(Failure.Code.DISK_FAILED, "the node's disk failed: " + e.getMessage()));
    UnknownOutcome unknown =
        new UnknownOutcome(
            Failure.Code.DISK_FAILED, "the disk failed while this was written: " + e, e);
    batch.forEach(p -> p.outcome().completeExceptionally(unknown));
    fatal.run();
  }

  private static Failure refusal(Failure.Code code, String message) {
    return Failure.newBuilder().setCode(code).setDefinite(true).setMessage(message).build();
  }

  @Override
  public CompletableFuture<Reading> readLinearizable() {
    return CompletableFuture.completedFuture(readLocal());
  }

  @Override
  public Reading readLocal() {
    Namespace namespace = applied;
    return new Reading(namespace, namespace.lastIndex(), 0, false);
  }

  @Override
  public NodeId leader() {
    return settings.node();
  }

  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public void describe(NodeState.Builder state) {
    Namespace namespace = applied;
    events.describe(
        state, log(), Role.SINGLE, TERM, settings.node(), namespace.lastIndex(), namespace);
    state.setSnapshotIndex(snapshotIndex).addVoters(settings.node().name());
  }

  @Override
  public List<LogItem> entries(long first, int limit) {
    return LogItems.of(log(), first, limit, this::entry);
  }

  private RecordLog.Entry entry(long index) {
    try {
      return Objects.requireNonNull(log().get(index), "the entry was compacted away");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String elect() {
    return settings.node() + " is alone: there is no election";
  }

  /** Finishes the batch at hand and refuses the rest. */
  @Override
  public void close() {
    queue.close(refusal(Failure.Code.UNREACHABLE, settings.node() + " is stopping"));
    try {
      writer.join(); // it may still ask for a snapshot
      snapshotter.shutdown();
      var unused = snapshotter.awaitTermination(30, TimeUnit.SECONDS);
      if (log != null) {
        log().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("closing the log", e);
    }
  }
}
