package sandstore.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.Namespace.Effect;
import sandstore.node.observe.Reporter;
import sandstore.node.repair.Differences;
import sandstore.proto.ChunkId;
import sandstore.proto.DrainingSet;
import sandstore.proto.Event;
import sandstore.proto.FileCommitted;
import sandstore.proto.FileInfo;
import sandstore.proto.FileRemoved;
import sandstore.proto.FileRenamed;
import sandstore.proto.GarbageMarked;
import sandstore.proto.MemberAdmitted;
import sandstore.proto.MemberRegistered;
import sandstore.proto.MemberRetired;
import sandstore.proto.ReplicasReplaced;
import sandstore.proto.SessionExpired;
import sandstore.proto.SessionOpened;
import sandstore.wire.ChunkKey;
import sandstore.wire.DaemonThreads;
import sandstore.wire.NodeId;

/**
 * What applying an operation sets off on this node: an event, and for chunks that no version refers
 * to any more, the way to the trash (rule 11: only after the mark was applied here).
 */
final class Effects implements Consumer<Effect>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

  /** What was thrown away by mistake can be had back for so long. */
  private static final long TRASH_MILLIS = 60_000;

  private static final String UNREFERENCED = "no version refers to it";
  private static final long EMPTY_EVERY_MILLIS = 10_000;

  private final CompletableFuture<Journal> started = new CompletableFuture<>();
  private final Reporter reporter;
  private final ChunkStore chunks;
  private final Differences differences;
  private final NodeId self;
  private final ScheduledExecutorService janitor =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("janitor"));

  Effects(NodeId self, Reporter reporter, ChunkStore chunks, Differences differences) {
    this.self = self;
    this.reporter = reporter;
    this.chunks = chunks;
    this.differences = differences;
    var unused =
        janitor.scheduleWithFixedDelay(
            this::emptyTrash, EMPTY_EVERY_MILLIS, EMPTY_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Chunks are discarded from now on, by what this journal has applied. */
  void follow(Journal journal) {
    started.complete(journal);
  }

  @Override
  public void accept(Effect effect) {
    reporter.report(event(effect)); // the cause before what comes of it
    if (effect instanceof Effect.Garbage garbage) {
      garbage.chunks().forEach(id -> janitor.execute(() -> discard(id)));
    } else if (effect instanceof Effect.Placed placed) {
      place(placed);
    }
  }

  private void place(Effect.Placed placed) {
    ChunkKey chunk = ChunkKey.of(placed.chunk());
    differences.placed(chunk, placed.replicas(), chunks.has(chunk));
    if (!placed.replicas().contains(self)) {
      janitor.execute(() -> clearQuarantine(chunk, "there are enough sound copies"));
    }
  }

  private static Event.Builder event(Effect effect) {
    Event.Builder event = Event.newBuilder();
    if (effect instanceof Effect.Committed e) {
      event.setFileCommitted(committed(e.file(), e.index()).addAllUploads(e.uploads()));
    } else if (effect instanceof Effect.Removed e) {
      event.setFileRemoved(
          FileRemoved.newBuilder().setIndex(e.index()).setPath(e.path()).setFiles(e.files()));
    } else if (effect instanceof Effect.Renamed e) {
      event.setFileRenamed(
          FileRenamed.newBuilder()
              .setIndex(e.index())
              .setFrom(e.from())
              .setTo(e.to())
              .setReplaced(e.replaced()));
    } else if (effect instanceof Effect.Opened e) {
      event.setSessionOpened(
          SessionOpened.newBuilder()
              .setIndex(e.index())
              .setSession(e.session())
              .setClient(e.client()));
    } else if (effect instanceof Effect.Registered e) {
      event.setMemberRegistered(
          MemberRegistered.newBuilder()
              .setIndex(e.index())
              .setNode(e.node().name())
              .setGeneration(e.generation())
              .setIncarnation(e.incarnation()));
    } else if (effect instanceof Effect.Admitted e) {
      event.setMemberAdmitted(
          MemberAdmitted.newBuilder()
              .setIndex(e.index())
              .setNode(e.node().name())
              .setGeneration(e.generation())
              .setZone(e.zone())
              .setForgotten(e.forgotten()));
    } else if (effect instanceof Effect.Retired e) {
      event.setMemberRetired(
          MemberRetired.newBuilder()
              .setIndex(e.index())
              .setNode(e.node().name())
              .setGeneration(e.generation())
              .setForgotten(e.forgotten()));
    } else if (effect instanceof Effect.Expired e) {
      event.setSessionExpired(
          SessionExpired.newBuilder().setIndex(e.index()).setSession(e.session()));
    } else if (effect instanceof Effect.Garbage e) {
      event.setGarbageMarked(
          GarbageMarked.newBuilder().setIndex(e.index()).setChunks(e.chunks().size()));
    } else if (effect instanceof Effect.Placed e) {
      event.setReplicasReplaced(
          ReplicasReplaced.newBuilder()
              .setIndex(e.index())
              .setId(e.chunk())
              .addAllReplicas(e.replicas().stream().map(NodeId::name).toList()));
    } else if (effect instanceof Effect.Draining e) {
      event.setDrainingSet(
          DrainingSet.newBuilder().setIndex(e.index()).setNode(e.node().name()).setOn(e.on()));
    }
    return event;
  }

  private static FileCommitted.Builder committed(FileInfo file, long index) {
    return FileCommitted.newBuilder()
        .setIndex(index)
        .setPath(file.getPath())
        .setLength(file.getLength())
        .setChunks(file.getChunkCount())
        .setEtag(file.getEtag())
        .setVersion(file.getVersion());
  }

  /** After a restart old marks are told again; only what is unreferenced now may go. */
  private void discard(ChunkId id) {
    ChunkKey chunk = ChunkKey.of(id);
    try {
      if (!started.join().readLocal().namespace().isReferenced(id)) {
        chunks.trash(chunk, UNREFERENCED);
        chunks.dropQuarantined(chunk, UNREFERENCED);
        differences.discarded(chunk);
      }
    } catch (sandstore.wire.StoreException e) {
      // It stays an orphan, which the scrubber finds again.
      LOG.warn("cannot trash {}", chunk, e);
    }
  }

  /** A damaged copy that this node need not have any more. */
  private void clearQuarantine(ChunkKey chunk, String reason) {
    try {
      chunks.dropQuarantined(chunk, reason);
    } catch (sandstore.wire.StoreException e) {
      LOG.warn("cannot clear {} from the quarantine", chunk, e);
    }
  }

  private void emptyTrash() {
    try {
      chunks.emptyTrash(TRASH_MILLIS);
    } catch (sandstore.wire.StoreException e) {
      LOG.warn("cannot empty the trash", e);
    }
  }

  @Override
  public void close() {
    janitor.shutdownNow();
  }
}
