package sandstore.node.chunk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

/**
 * Takes one chunk's bytes, in order, and at the end makes them durable. After a failure, and when
 * closed before {@link #finish}, nothing of it stays. For one thread at a time.
 */
public final class ChunkWriter implements Closeable {
  private final ChunkStore store;
  private final ChunkKey key;
  private final long length;
  private final BlockChecksums checksums;
  private final @Nullable Path path;
  private final @Nullable DiskFile file;
  private long settled;
  private boolean over;

  /**
   * @param path null when the chunk is stored already: then the bytes are only compared
   */
  ChunkWriter(ChunkStore store, ChunkKey key, long length, @Nullable Path path) throws IOException {
    this.store = store;
    this.key = key;
    this.length = length;
    this.checksums = new BlockChecksums(length);
    this.path = path;
    this.file = path == null ? null : store.files.open(path, Disk.Mode.CREATE);
  }

  /** A durable chunk. */
  public record Stored(ChunkKey key, long length, int crc32c) {}

  /** Bytes taken so far. */
  public long position() {
    return checksums.length();
  }

  /** Of the bytes taken so far. */
  public int crc32c() {
    return checksums.whole();
  }

  /**
   * @param offset must be {@link #position}
   * @param data at most 1 MiB; left as it was
   * @param crc32c of data; nothing is written unless it fits
   * @throws DefiniteFailure and the writer is closed
   */
  public void write(long offset, ByteBuffer data, int crc32c) {
    if (!accepts(offset, data, crc32c)) {
      throw new DefiniteFailure(
          Failure.Code.CHUNK_CORRUPT, "a frame of " + key + " was damaged on its way");
    }
    writeAccepted(data);
  }

  /**
   * The first half of {@link #write}, for whoever has to know between the two.
   *
   * @return false if the checksum does not fit, and the writer is closed; else {@link
   *     #writeAccepted} must follow
   */
  public boolean accepts(long offset, ByteBuffer data, int crc32c) {
    boolean sound = false;
    try {
      check(!over, "the chunk is closed");
      check(offset == position(), "a frame is missing before offset " + offset);
      check(data.remaining() <= length - offset, "more bytes than were announced");
      check(data.isDirect() || data.remaining() <= Buffers.BYTES, "a frame has at most 1 MiB");
      sound = checksums.add(data, crc32c);
    } finally {
      if (!sound) {
        abort();
      }
    }
    return sound;
  }

  /**
   * The second half.
   *
   * @throws DefiniteFailure and the writer is closed
   */
  public void writeAccepted(ByteBuffer data) {
    if (file == null || path == null) {
      return;
    }
    long offset = position() - data.remaining();
    try {
      if (data.isDirect()) {
        writeToDisk(file, path, data.duplicate(), offset);
        return;
      }
      try (Buffers.Loan loan = store.buffers.borrow()) {
        writeToDisk(file, path, loan.buffer().put(data.duplicate()).flip(), offset);
      }
    } catch (DefiniteFailure e) {
      abort();
      throw e;
    }
  }

  /** Whether what was accepted is in a file, and can be handed over from there. */
  public boolean hands() {
    return file != null && !over;
  }

  /**
   * Hands bytes over that were written.
   *
   * @return how many; none if the channel takes none now
   * @throws IOException of the disk or of the channel
   */
  public long send(long offset, long count, WritableByteChannel to) throws IOException {
    if (file == null) {
      throw new IllegalStateException("nothing is written");
    }
    long sent = file.send(ChunkHeader.dataStart(length) + offset, count, to);
    if (sent < 0) {
      throw new EOFException("the chunk's file is shorter than what was written");
    }
    return sent;
  }

  private void writeToDisk(DiskFile to, Path name, ByteBuffer bytes, long offset) {
    int n = bytes.remaining();
    try {
      to.writeFully(bytes, ChunkHeader.dataStart(length) + offset);
    } catch (IOException e) {
      throw store.trouble.failed(name, "write", e);
    }
    store.space.settle(n);
    settled += n;
  }

  /**
   * Durable on return, under its name.
   *
   * @throws DefiniteFailure this node does not have the chunk
   */
  public Stored finish() {
    try {
      check(!over, "the chunk is closed");
      store.trouble.refuseIfSuspect();
      check(position() == length, "only " + position() + " of " + length + " bytes came");
      if (file == null || path == null) {
        store.compare(key, length, checksums.whole());
      } else {
        place(file, path);
      }
    } catch (DefiniteFailure e) {
      abort();
      throw e;
    }
    over = true;
    if (file != null) {
      settleRest();
    }
    store.finished(key);
    return new Stored(key, length, checksums.whole());
  }

  private void place(DiskFile to, Path name) {
    ChunkHeader header = new ChunkHeader(key, length, checksums.whole(), checksums.blocks());
    try (Buffers.Loan loan = store.buffers.borrow()) {
      header.encode(loan.buffer());
      to.writeFully(loan.buffer(), 0);
    } catch (IOException e) {
      throw store.trouble.failed(name, "write", e);
    }
    try {
      to.force();
    } catch (IOException e) {
      throw store.trouble.forceFailed(name, e);
    }
    try {
      to.close();
    } catch (IOException e) {
      throw store.trouble.failed(name, "close", e);
    }
    store.place(name, new StoredChunk(key, length).learnCrc(checksums.whole()));
  }

  /** What was promised for this chunk and did not come; the header counts as such. */
  private void settleRest() {
    store.space.settle(length + ChunkHeader.dataStart(length) - settled);
  }

  /** Discards what came. Does nothing after {@link #finish}. */
  public void abort() {
    if (over) {
      return;
    }
    over = true;
    try {
      if (file != null && path != null) {
        settleRest();
        file.close();
        store.files.delete(path);
      }
    } catch (IOException e) {
      // The next start clears it.
      var unused = store.trouble.tell(path == null ? store.files.folder() : path, "delete", e);
    } finally {
      store.finished(key);
    }
  }

  @Override
  public void close() {
    abort();
  }

  private static void check(boolean ok, String otherwise) {
    if (!ok) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, otherwise);
    }
  }
}
