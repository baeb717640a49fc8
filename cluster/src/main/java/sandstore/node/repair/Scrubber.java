package sandstore.node.repair;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.node.observe.Reporter;
import sandstore.proto.BeginResponse;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.ScrubProgress;
import sandstore.wire.ChunkKey;
import sandstore.wire.DaemonThreads;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * Reads every copy that this node should have and checks it against the metadata. Bits rot where
 * nobody looks, and a copy that is found bad while there are others costs one copy; found too late
 * it costs the file. One scrub at a time; the thread lives as long as it.
 */
final class Scrubber {
  private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);

  /** Of a scrub that nobody waits for. */
  private static final long GENTLE_BYTES_PER_SECOND = 32L << 20;

  private static final long UNLIMITED = Long.MAX_VALUE / 4;
  private static final long PAUSE_MILLIS = 20;

  private final NodeId self;
  private final ChunkStore store;
  private final Supplier<Namespace> namespace;
  private final LocalCopies copies;
  private final Reporter reporter;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean closed;

  Scrubber(
      NodeId self,
      ChunkStore store,
      Supplier<Namespace> namespace,
      LocalCopies copies,
      Reporter reporter) {
    this.self = self;
    this.store = store;
    this.namespace = namespace;
    this.copies = copies;
    this.reporter = reporter;
  }

  /**
   * Begins one.
   *
   * @param gentle at a rate that leaves the disk to others
   * @return what there is to read
   * @throws DefiniteFailure if one is under way
   */
  BeginResponse begin(boolean gentle) {
    if (!running.compareAndSet(false, true)) {
      throw new DefiniteFailure(Failure.Code.ALREADY_EXISTS, self + " is being scrubbed already");
    }
    Namespace now = namespace.get();
    BeginResponse all =
        BeginResponse.newBuilder()
            .setChunks(now.census().chunksOn(self))
            .setBytes(now.census().bytesOn(self))
            .build();
    ExecutorService thread = Executors.newSingleThreadExecutor(new DaemonThreads("scrub"));
    thread.execute(
        () -> {
          try {
            scrub(now, all, gentle ? GENTLE_BYTES_PER_SECOND : UNLIMITED);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            running.set(false);
          }
        });
    thread.shutdown();
    return all;
  }

  /** A gentle one, on schedule. */
  void beginUnlessUnderWay() {
    if (!running.get()) {
      var unused = begin(true);
    }
  }

  private void scrub(Namespace now, BeginResponse all, long bytesPerSecond)
      throws InterruptedException {
    Work work = new Work("scrub");
    Pace pace = new Pace();
    work.begin(System.nanoTime());
    long left = all.getChunks();
    long bytesLeft = all.getBytes();
    for (Iterator<PlacedChunk> i = listedHere(now).iterator(); i.hasNext() && !closed; ) {
      PlacedChunk chunk = i.next();
      while (!pace.take(chunk.length(), bytesPerSecond, System.nanoTime()) && !closed) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      if (!isSound(chunk)) {
        work.failed();
      }
      work.did(chunk.length());
      left--;
      bytesLeft -= chunk.length();
      if (work.isDue(System.nanoTime())) {
        tell(work.tell(left, bytesLeft, System.nanoTime()));
      }
    }
    tell(work.finish(System.nanoTime()));
  }

  private List<PlacedChunk> listedHere(Namespace now) {
    List<PlacedChunk> mine = new java.util.ArrayList<>();
    now.forEachChunk(
        chunk -> {
          if (chunk.replicas().contains(self)) {
            mine.add(chunk);
          }
        });
    return mine;
  }

  private void tell(sandstore.proto.Work work) {
    reporter.report(Event.newBuilder().setScrubProgress(ScrubProgress.newBuilder().setWork(work)));
  }

  /** False for one that is bad or missing. One that no file has any more is of no interest. */
  private boolean isSound(PlacedChunk chunk) {
    ChunkKey key = chunk.name().toKey();
    try {
      store.check(key, chunk.length(), chunk.crc32c());
      return true;
    } catch (StoreException e) {
      PlacedChunk still = namespace.get().chunk(key.toProto());
      boolean missed = still != null && still.replicas().contains(self);
      if (missed) {
        LOG.info("scrub: {}", e.getMessage());
        copies.damaged(key);
      }
      return !missed;
    }
  }

  void close() {
    closed = true;
  }
}
