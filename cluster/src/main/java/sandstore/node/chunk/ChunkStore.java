package sandstore.node.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.observe.Reporter;
import sandstore.proto.ChunkStarted;
import sandstore.proto.ChunkState;
import sandstore.proto.ChunkVerified;
import sandstore.proto.Event;
import sandstore.proto.Failure;
import sandstore.proto.NodeState;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

/**
 * The chunks on one node's disk. Threads may share it; any number of writers and readers may be at
 * work. Whatever fails here fails definitely: this node has the chunk, durably, or it does not.
 */
public final class ChunkStore {
  private static final int BUFFERS = 4;
  private static final int PROBE_BYTES = 4096;

  final ChunkFiles files;
  final Space space;
  final DiskTrouble trouble;
  final Buffers buffers = new Buffers(BUFFERS);
  private final Reporter reporter;
  private final Inventory inventory;
  private final Trash trash;
  private final Set<ChunkKey> writing = ConcurrentHashMap.newKeySet();
  private final Quarantine quarantine;
  private volatile boolean trusting;

  private ChunkStore(ChunkFiles files, Space space, Reporter reporter, LongSupplier nanos)
      throws IOException {
    this.files = files;
    this.space = space;
    this.reporter = reporter;
    this.trouble = new DiskTrouble(reporter);
    this.inventory = new Inventory(reporter);
    this.trash = new Trash(files, reporter, nanos);
    this.quarantine = new Quarantine(files);
  }

  /**
   * Clears what was half written, and takes stock from names and sizes; no chunk is read.
   *
   * @param folder the store's own; made when it is missing
   */
  public static ChunkStore open(Disk disk, Path folder, Reporter reporter) throws IOException {
    return open(disk, folder, reporter, System::nanoTime);
  }

  static ChunkStore open(Disk disk, Path folder, Reporter reporter, LongSupplier nanos)
      throws IOException {
    ChunkFiles files = new ChunkFiles(disk, folder);
    files.clearTemporaries();
    files.forceNames();
    ChunkStore store = new ChunkStore(files, new Space(disk, folder), reporter, nanos);
    store.takeStock();
    return store;
  }

  /**
   * Whether to hand out what is read without checking it, as a learner may order. The scrubber goes
   * on checking.
   */
  public void trust(boolean disk) {
    trusting = disk;
  }

  boolean trusting() {
    return trusting;
  }

  private void takeStock() throws IOException {
    for (ChunkKey key : files.quarantined()) {
      quarantine.found(key);
      inventory.foundCorrupt();
    }
    for (ChunkKey key : files.stored()) {
      long length = ChunkHeader.lengthInFile(files.size(files.path(key)));
      if (length >= 0) {
        inventory.found(new StoredChunk(key, length));
      } else {
        inventory.foundDamaged(key, "no chunk has a file of this size");
        quarantine.take(key);
      }
    }
  }

  /**
   * Starts to write a chunk. One that is stored already may be written again with the same bytes,
   * which changes nothing.
   *
   * @param length bytes to come, at most 64 MiB
   * @throws DefiniteFailure {@code NO_SPACE}; {@code ALREADY_EXISTS} when it is being written, or
   *     is stored with another length; {@code DISK_FAILED}; {@code BAD_REQUEST}
   */
  public ChunkWriter begin(ChunkKey key, long length) {
    trouble.refuseIfSuspect();
    if (length < 0 || length > ChunkHeader.MAX_LENGTH) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, "a chunk has 0 to 64 MiB");
    }
    if (!writing.add(key)) {
      throw new DefiniteFailure(Failure.Code.ALREADY_EXISTS, key + " is being written");
    }
    boolean begun = false;
    try {
      StoredChunk stored = inventory.find(key);
      ChunkWriter writer = stored == null ? beginNew(key, length) : beginAgain(key, stored, length);
      begun = true;
      return writer;
    } catch (IOException e) {
      throw trouble.failed(files.path(key), "create", e);
    } finally {
      if (!begun) {
        writing.remove(key);
      }
    }
  }

  private ChunkWriter beginAgain(ChunkKey key, StoredChunk stored, long length) throws IOException {
    if (stored.length() != length) {
      throw otherBytes(key);
    }
    return new ChunkWriter(this, key, length, null);
  }

  private ChunkWriter beginNew(ChunkKey key, long length) throws IOException {
    long bytes = length + ChunkHeader.dataStart(length);
    space.promise(bytes);
    boolean begun = false;
    try {
      ChunkWriter writer = new ChunkWriter(this, key, length, files.temporaryPath(key));
      begun = true;
      reporter.report(
          Event.newBuilder()
              .setChunkStarted(ChunkStarted.newBuilder().setId(key.toProto()).setLength(length)));
      return writer;
    } finally {
      if (!begun) {
        space.settle(bytes);
      }
    }
  }

  private static DefiniteFailure otherBytes(ChunkKey key) {
    return new DefiniteFailure(
        Failure.Code.ALREADY_EXISTS, key + " is stored here with other bytes");
  }

  /** Gives a file that is whole and forced its final name, durably. */
  void place(Path temporary, StoredChunk chunk) {
    Path path = files.path(chunk.key());
    try {
      synchronized (files.names) {
        files.rename(temporary, path);
      }
    } catch (IOException e) {
      throw trouble.failed(temporary, "rename", e);
    }
    try {
      files.forceFolder();
    } catch (IOException e) {
      DefiniteFailure failure = trouble.forceFailed(files.folder(), e);
      discard(path, failure);
      throw failure;
    }
    inventory.stored(chunk);
  }

  private void discard(Path path, DefiniteFailure because) {
    try {
      files.delete(path);
    } catch (IOException e) {
      because.addSuppressed(e); // it stays as a chunk that nobody was told of
    }
  }

  /**
   * @throws DefiniteFailure unless the stored chunk is sound and has these bytes
   */
  void compare(ChunkKey key, long length, int crc32c) {
    try (ChunkReader reader = open(key)) {
      if (reader.length() != length || reader.crc32c() != crc32c) {
        throw otherBytes(key);
      }
      reader.verify();
    }
  }

  void finished(ChunkKey key) {
    writing.remove(key);
  }

  /**
   * @throws DefiniteFailure {@code NOT_FOUND}; {@code CHUNK_CORRUPT}, and then it is in quarantine;
   *     {@code DISK_FAILED}
   */
  public ChunkReader open(ChunkKey key) {
    StoredChunk chunk = inventory.find(key);
    if (chunk == null) {
      throw quarantine.holds(key)
          ? new DefiniteFailure(Failure.Code.CHUNK_CORRUPT, key + " is damaged here")
          : new DefiniteFailure(Failure.Code.NOT_FOUND, key + " is not here");
    }
    Path path = files.path(key);
    try {
      return ChunkReader.open(this, chunk, path);
    } catch (IOException e) {
      if (!files.exists(path)) {
        inventory.gone(chunk);
        throw new DefiniteFailure(Failure.Code.NOT_FOUND, key + " is gone from this disk", e);
      }
      throw trouble.failed(path, "open", e);
    }
  }

  /** Sets a chunk aside. It is read no more; its bytes are kept, for want of better ones. */
  DefiniteFailure damaged(StoredChunk chunk, String reason) {
    ChunkKey key = chunk.key();
    DefiniteFailure failure =
        new DefiniteFailure(Failure.Code.CHUNK_CORRUPT, key + " is damaged here: " + reason);
    try {
      synchronized (files.names) {
        if (inventory.damaged(chunk, reason)) {
          quarantine.take(key);
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(trouble.failed(files.path(key), "quarantine", e));
    }
    return failure;
  }

  /**
   * Reads all of it and checks every block.
   *
   * @throws DefiniteFailure as {@link #open}
   */
  public void verify(ChunkKey key) {
    try (ChunkReader reader = open(key)) {
      reader.verify();
    }
    reporter.report(
        Event.newBuilder().setChunkVerified(ChunkVerified.newBuilder().setId(key.toProto())));
  }

  /**
   * Like {@link #verify}, against what the metadata says of the chunk. A copy of other bytes is
   * damage, however well its own checksums fit. Nothing is told of a copy that is sound.
   */
  public void check(ChunkKey key, long length, int crc32c) {
    try (ChunkReader reader = open(key)) {
      if (reader.length() != length || reader.crc32c() != crc32c) {
        StoredChunk chunk = inventory.find(key);
        if (chunk != null) {
          throw damaged(chunk, "its bytes are not those that the file has");
        }
      }
      reader.verify();
    }
  }

  /** Names of the chunks under their final names, sorted; weakly consistent. */
  public Stream<ChunkKey> stored() {
    return inventory.all().stream().map(StoredChunk::key);
  }

  /** Names of the chunks of which there is a damaged copy. */
  public Stream<ChunkKey> quarantined() {
    return quarantine.keys().stream();
  }

  /** Whether there is a file of it, sound as far as anyone knows. */
  public boolean has(ChunkKey key) {
    return inventory.find(key) != null;
  }

  /**
   * A copy that was verified against the metadata is stored here: bad ones of the same chunk are
   * deleted.
   *
   * @param from where it came from
   */
  public void repaired(ChunkKey key, String from) {
    inventory.repaired(key, from, clearQuarantine(key));
  }

  /**
   * Deletes bad copies of a chunk that nobody needs, because others are sound or no file has it.
   */
  public void dropQuarantined(ChunkKey key, String reason) {
    int cleared = clearQuarantine(key);
    if (cleared > 0) {
      inventory.cleared(key, reason, cleared);
    }
  }

  private int clearQuarantine(ChunkKey key) {
    try {
      return quarantine.clear(key);
    } catch (IOException e) {
      throw trouble.failed(files.folder(), "delete", e);
    }
  }

  /** What this node has of it. Never fails for a chunk that is missing or damaged. */
  public ChunkState stat(ChunkKey key) {
    ChunkState.Builder state = ChunkState.newBuilder().setId(key.toProto());
    StoredChunk chunk = inventory.find(key);
    if (chunk != null && learnCrc(chunk)) {
      return state
          .setCondition(ChunkState.Condition.STORED)
          .setLength(chunk.length())
          .setCrc32C(chunk.crc32c())
          .build();
    }
    return state.setCondition(conditionWithoutFile(key)).build();
  }

  private ChunkState.Condition conditionWithoutFile(ChunkKey key) {
    if (writing.contains(key)) {
      return ChunkState.Condition.WRITING;
    }
    if (quarantine.holds(key)) {
      return ChunkState.Condition.CORRUPT;
    }
    return trash.holds(key) ? ChunkState.Condition.TRASHED : ChunkState.Condition.MISSING;
  }

  /** The header is read once; false when it is damaged, and the chunk no longer there. */
  private boolean learnCrc(StoredChunk chunk) {
    if (chunk.knowsCrc()) {
      return true;
    }
    try (ChunkReader reader = open(chunk.key())) {
      chunk.learnCrc(reader.crc32c());
      return true;
    } catch (DefiniteFailure e) {
      if (e.code() == Failure.Code.DISK_FAILED) {
        throw e;
      }
      return false; // told by open
    }
  }

  /** Everything on the disk, sorted by key, each as it is when the stream comes to it. */
  public Stream<ChunkState> list() {
    Set<ChunkKey> keys = new TreeSet<>(quarantine.keys());
    inventory.all().forEach(chunk -> keys.add(chunk.key()));
    trash.keys().forEach(keys::add);
    keys.addAll(writing);
    return keys.stream().map(this::stat);
  }

  /**
   * Takes a chunk out of use. Its file stays in the trash until {@link #emptyTrash}.
   *
   * @return false when it was not here
   */
  public boolean trash(ChunkKey key, String reason) {
    synchronized (files.names) {
      @Nullable StoredChunk chunk = inventory.find(key);
      if (chunk == null) {
        return false;
      }
      try {
        files.moveToTrash(key);
      } catch (IOException e) {
        throw trouble.failed(files.path(key), "trash", e);
      }
      trash.add(key);
      return inventory.trashed(chunk, reason);
    }
  }

  /**
   * Deletes what has been in the trash for so long.
   *
   * @return how many
   */
  public int emptyTrash(long graceMillis) {
    try {
      return trash.empty(TimeUnit.MILLISECONDS.toNanos(graceMillis));
    } catch (IOException e) {
      throw trouble.failed(files.folder(), "delete", e);
    }
  }

  /**
   * Does once what each write does to the disk, and leaves nothing behind: a few bytes, forced.
   *
   * @throws DefiniteFailure as a write would
   */
  public void probe() {
    trouble.refuseIfSuspect();
    Path file = files.probePath();
    try {
      try (DiskFile probe = files.open(file, Disk.Mode.CREATE)) {
        probe.writeFully(ByteBuffer.allocate(PROBE_BYTES), 0);
        probe.force();
      }
      files.delete(file);
    } catch (IOException e) {
      throw trouble.failed(file, "probe", e);
    }
  }

  /** Fills in chunks, chunk_bytes and corrupt_chunks. */
  public void describe(NodeState.Builder state) {
    inventory.describe(state);
  }

  /** What may still be written here, below the space that is kept for the log. */
  public long freeBytes() {
    try {
      return space.left();
    } catch (IOException e) {
      throw trouble.failed(files.folder(), "measure", e);
    }
  }
}
