package sandstore.node.chunk;

import com.google.protobuf.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.proto.DataFrame;
import sandstore.proto.Failure;
import sandstore.wire.ChunkKey;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

/**
 * An open chunk. Its header was checked; a block is checked whenever a byte of it is read. Goes on
 * reading a chunk that was trashed meanwhile. For one thread at a time.
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
   * @throws DefiniteFailure {@code CHUNK_CORRUPT} before any byte of a damaged block is returned;
   *     {@code BAD_REQUEST}; {@code DISK_FAILED}
   */
  public DataFrame read(long offset, long atMost) {
    if (offset < 0 || offset >= length() || atMost < 1) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "no bytes at " + offset + " in a chunk of " + length());
    }
    long first = offset - offset % ChunkHeader.BLOCK_BYTES;
    long end =
        Math.min(
            Math.min(offset + Math.min(atMost, Buffers.BYTES), first + Buffers.BYTES), length());
    try (Buffers.Loan loan = store.buffers.borrow()) {
      ByteBuffer bytes = loan.buffer();
      readBlocks(bytes, first, end);
      ByteBuffer asked = bytes.slice((int) (offset - first), (int) (end - offset));
      return DataFrame.newBuilder()
          .setOffset(offset)
          .setCrc32C(Crc32c.of(asked))
          .setData(ByteString.copyFrom(asked))
          .build();
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
        readBlocks(bytes, at, Math.min(at + Buffers.BYTES, length()));
        whole.update(bytes);
      }
    }
    if ((int) whole.getValue() != crc32c()) {
      throw store.damaged(chunk, "the checksum of the whole is wrong");
    }
  }

  /** All blocks that touch [first, end), checked; {@code first} is the start of one. */
  private void readBlocks(ByteBuffer to, long first, long end) {
    int firstBlock = (int) (first / ChunkHeader.BLOCK_BYTES);
    long roundedEnd = (long) ChunkHeader.blockCount(end) * ChunkHeader.BLOCK_BYTES;
    to.limit((int) (Math.min(roundedEnd, length()) - first));
    try {
      readFully(file, to, header.dataStart() + first);
      to.flip();
      for (int at = 0, block = firstBlock; at < to.limit(); block++) {
        int n = Math.min(ChunkHeader.BLOCK_BYTES, to.limit() - at);
        if (Crc32c.of(to.slice(at, n)) != header.blocks()[block]) {
          throw new DamagedException("the checksum of block " + block + " is wrong");
        }
        at += n;
      }
    } catch (DamagedException e) {
      throw store.damaged(chunk, e.reason());
    } catch (IOException e) {
      throw store.trouble.failed(path, "read", e);
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
