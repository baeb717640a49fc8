package sandstore.node.chunk;

import com.google.protobuf.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.zip.CRC32C;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

/**
 * An open chunk. Its header was checked; a block is checked whenever a byte of it is read, and not
 * when it is handed over unread. Goes on reading a chunk that was trashed meanwhile. For one thread
 * at a time.
 */
public final class ChunkReader implements Closeable {
  private final ChunkStore store;
  private final StoredChunk chunk;
  private final Path path;
  private final DiskFile file;
  private final ChunkHeader header;

  private ChunkReader(
      ChunkStore store, StoredChunk chunk, Path path, DiskFile file, ChunkHeader header) {
    this.store = store;
    this.chunk = chunk;
    this.path = path;
    this.file = file;
    this.header = header;
  }

  /**
   * @throws DefiniteFailure {@code CHUNK_CORRUPT}
   * @throws IOException when the file cannot be opened or read
   */
  static ChunkReader open(ChunkStore store, StoredChunk chunk, Path path) throws IOException {
    DiskFile file = store.files.open(path, Disk.Mode.READ);
    boolean opened = false;
    try (Buffers.Loan loan = store.buffers.borrow()) {
      ByteBuffer start = loan.buffer().limit(ChunkHeader.dataStart(chunk.length()));
      readFully(file, start, 0);
      checkSize(file, chunk);
      ChunkHeader header = ChunkHeader.decode(start.flip(), chunk.key(), chunk.length());
      chunk.learnCrc(header.crc32c());
      opened = true;
      return new ChunkReader(store, chunk, path, file, header);
    } catch (DamagedException e) {
      throw store.damaged(chunk, e.reason());
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private static void checkSize(DiskFile file, StoredChunk chunk)
      throws IOException, DamagedException {
    long expected = ChunkHeader.dataStart(chunk.length()) + chunk.length();
    if (file.size() != expected) {
      throw new DamagedException("the file has " + file.size() + " bytes, not " + expected);
    }
  }

  public ChunkKey key() {
    return header.key();
  }

  /** Bytes. */
  public long length() {
    return header.length();
  }

  /** Of all its bytes, as its header has it. */
  public int crc32c() {
    return header.crc32c();
  }

  /**
   * The bytes from {@code offset} on.
   *
   * @param offset 0 to {@link #length}, exclusive
   * @param atMost at least 1; the frame may have fewer bytes (never more than 1 MiB), but has some
   * @throws DefiniteFailure {@code CHUNK_CORRUPT} before any byte of a damaged block is returned,
   *     unless the store {@link ChunkStore#trust}s its disk; {@code BAD_REQUEST}; {@code
   *     DISK_FAILED}
   */
  public DataFrame read(long offset, long atMost) {
    try (Buffers.Loan loan = store.buffers.borrow()) {
      ByteBuffer asked = read(loan.buffer(), offset, atMost);
      return DataFrame.newBuilder()
          .setOffset(offset)
          .setCrc32C(crc32c(asked, offset))
          .setData(ByteString.copyFrom(asked))
          .build();
    }
  }

  /**
   * The same into the caller's buffer.
   *
   * @param to cleared; a multiple of 64 KiB, of which as much is used as the blocks need in which
   *     the bytes lie
   * @return the part of it that has the bytes; some, perhaps fewer than asked for
   */
  public ByteBuffer read(ByteBuffer to, long offset, long atMost) {
    if (offset < 0 || offset >= length() || atMost < 1) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "no bytes at " + offset + " in a chunk of " + length());
    }
    long first = offset - offset % ChunkHeader.BLOCK_BYTES;
    long end = Math.min(Math.min(offset + atMost, first + to.capacity()), length());
    readBlocks(to, first, end, !store.trusting());
    return to.slice((int) (offset - first), (int) (end - offset));
  }

  /**
   * Of bytes that {@link #read} gave.
   *
   * @param offset of the first of them
   */
  public int crc32c(ByteBuffer bytes, long offset) {
    return crc32c(offset, offset + bytes.remaining()).orElseGet(() -> Crc32c.of(bytes));
  }

  /**
   * Of bytes that {@link #read} will give, or nothing: out of those that each block is checked
   * against. Empty if these are not whole blocks, or the store trusts its disk.
   */
  public OptionalInt crc32c(long offset, long end) {
    boolean wholeBlocks =
        offset % ChunkHeader.BLOCK_BYTES == 0
            && (end % ChunkHeader.BLOCK_BYTES == 0 || end == length());
    if (!wholeBlocks || store.trusting()) {
      return OptionalInt.empty();
    }
    int all = 0;
    for (long at = offset; at < end; at += ChunkHeader.BLOCK_BYTES) {
      int block = header.blocks()[(int) (at / ChunkHeader.BLOCK_BYTES)];
      all = Crc32c.join(all, block, (int) Math.min(ChunkHeader.BLOCK_BYTES, end - at));
    }
    return OptionalInt.of(all);
  }

  /**
   * Hands bytes over as the disk has them. Nobody has checked them: whoever gets them compares them
   * with {@link #crc32c(long, long)}.
   *
   * @param offset the first one, within the chunk
   * @return how many were handed over; none if the channel takes none now
   * @throws DefiniteFailure {@code DISK_FAILED}, {@code CHUNK_CORRUPT} when the file ends early
   * @throws IOException the channel is broken
   */
  public long send(long offset, long count, WritableByteChannel to) throws IOException {
    long at = header.dataStart() + offset;
    long sent;
    try {
      sent = file.send(at, count, to);
    } catch (IOException e) {
      proveDisk(at);
      throw e;
    }
    if (sent < 0) {
      throw store.damaged(chunk, "the file ends early");
    }
    return sent;
  }

  /** What failed was the disk or the channel. A disk that gives these bytes now did not fail. */
  private void proveDisk(long position) {
    try {
      int unused = file.read(ByteBuffer.allocate(ChunkHeader.BLOCK_BYTES), position);
    } catch (IOException e) {
      throw store.trouble.failed(path, "read", e);
    }
  }

  /**
   * Reads all blocks and checks them and the whole.
   *
   * @throws DefiniteFailure {@code CHUNK_CORRUPT}, {@code DISK_FAILED}
   */
  void verify() {
    CRC32C whole = new CRC32C();
    try (Buffers.Loan loan = store.buffers.borrow()) {
      for (long at = 0; at < length(); at += Buffers.BYTES) {
        ByteBuffer bytes = loan.buffer().clear();
        readBlocks(bytes, at, Math.min(at + Buffers.BYTES, length()), true);
        whole.update(bytes);
      }
    }
    if ((int) whole.getValue() != crc32c()) {
      throw store.damaged(chunk, "the checksum of the whole is wrong");
    }
  }

  /** All blocks that touch [first, end); {@code first} is the start of one. */
  private void readBlocks(ByteBuffer to, long first, long end, boolean checked) {
    int firstBlock = (int) (first / ChunkHeader.BLOCK_BYTES);
    long roundedEnd = (long) ChunkHeader.blockCount(end) * ChunkHeader.BLOCK_BYTES;
    to.limit((int) (Math.min(roundedEnd, length()) - first));
    try {
      readFully(file, to, header.dataStart() + first);
      to.flip();
      if (checked) {
        check(to, firstBlock);
      }
    } catch (DamagedException e) {
      throw store.damaged(chunk, e.reason());
    } catch (IOException e) {
      throw store.trouble.failed(path, "read", e);
    }
  }

  private void check(ByteBuffer bytes, int firstBlock) throws DamagedException {
    for (int at = 0, block = firstBlock; at < bytes.limit(); block++) {
      int n = Math.min(ChunkHeader.BLOCK_BYTES, bytes.limit() - at);
      if (Crc32c.of(bytes.slice(at, n)) != header.blocks()[block]) {
        throw new DamagedException("the checksum of block " + block + " is wrong");
      }
      at += n;
    }
  }

  private static void readFully(DiskFile file, ByteBuffer to, long position)
      throws IOException, DamagedException {
    long at = position;
    while (to.hasRemaining()) {
      int n = file.read(to, at);
      if (n < 0) {
        throw new DamagedException("the file ends early");
      }
      at += n;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw store.trouble.failed(path, "close", e);
    }
  }
}
