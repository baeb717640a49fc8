package sandstore.client;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import sandstore.proto.ChunkRef;
import sandstore.proto.Failure;
import sandstore.proto.PlanUploadResponse;
import sandstore.wire.Channels;
import sandstore.wire.ChunkKey;
import sandstore.wire.DefiniteFailure;

/**
 * Cuts a stream into chunks and stores them, a few at a time: while one is being made durable the
 * next is already on its way. Nothing of it is visible to anybody; that is for the commit.
 */
final class Upload {
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final int MAX_CHUNK_SIZE = 64 << 20;

  private final Channels channels;
  private final RetryLoop loop;
  private final ExecutorService workers;
  private final Effort call;
  private final String path;
  private final Waits waits;

  Upload(
      Channels channels,
      RetryLoop loop,
      ExecutorService workers,
      Effort call,
      String path,
      Waits waits) {
    this.waits = waits;
    this.channels = channels;
    this.loop = loop;
    this.workers = workers;
    this.call = call;
    this.path = path;
  }

  /**
   * @param chunks all stored, in order
   * @param length bytes of all of them
   */
  record Stored(List<ChunkRef> chunks, long length, int chunkSize, ByteString sha256) {}

  /**
   * @param length bytes that {@code from} will give; -1 = not known
   * @param firstChunk position in the file of the first chunk
   * @param chunkSize 0 = as the cluster wants it
   */
  Stored store(InputStream from, long length, int firstChunk, int chunkSize, Progress progress)
      throws InterruptedException {
    String upload = HexFormat.of().toHexDigits(RANDOM.nextLong());
    Plan plan = new Plan(loop, path, upload, call);
    PlanUploadResponse shape = plan.shape(firstChunk);
    int size = chunkSize > 0 ? chunkSize : fitting(shape.getChunkSize(), length);
    Meter meter = new Meter(progress, length, "on");
    if (length >= 0) {
      long chunks = (length + size - 1) / size;
      checkCount(firstChunk + chunks);
      meter.chunks(Math.toIntExact(firstChunk + chunks));
    }
    ChunkUpload chunkUpload = new ChunkUpload(channels, plan, upload, call, meter, waits);
    MessageDigest sha = Sha256.begin();
    List<ChunkRef> stored = new ArrayList<>();
    long total = 0;
    int bufferBytes = length < 0 ? size : (int) Math.max(1, Math.min(size, length));
    try (Pipeline<ChunkRef> pipeline = new Pipeline<>(workers, bufferBytes)) {
      for (int index = firstChunk; ; index++) {
        if (pipeline.full()) {
          stored.add(pipeline.take().result());
        }
        byte[] buffer = pipeline.buffer();
        int n = read(from, buffer);
        if (n == 0) {
          break;
        }
        checkCount(index + 1L);
        sha.update(buffer, 0, n);
        total += n;
        int at = index;
        pipeline.begin(buffer, () -> chunkUpload.store(at, buffer, n));
      }
      while (!pipeline.isEmpty()) {
        stored.add(pipeline.take().result());
      }
    }
    if (length >= 0 && total != length) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "the source gave " + total + " bytes instead of " + length + "; nothing is visible");
    }
    stored.stream().mapToInt(ChunkRef::getReplicasCount).min().ifPresent(progress::stored);
    return new Stored(List.copyOf(stored), total, size, ByteString.copyFrom(sha.digest()));
  }

  /** As the cluster wants it, or as much larger as a long file needs to have few enough chunks. */
  static int fitting(int wanted, long length) {
    int size = wanted;
    while (size <= MAX_CHUNK_SIZE / 2 && length > (long) size * ChunkKey.MAX_CHUNKS) {
      size *= 2;
    }
    return size;
  }

  private static void checkCount(long chunks) {
    if (chunks > ChunkKey.MAX_CHUNKS) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "a file has at most " + ChunkKey.MAX_CHUNKS + " chunks; nothing is visible");
    }
  }

  /**
   * @throws DefiniteFailure the source has bytes after all, or cannot be read
   */
  static void requireEmpty(InputStream from) {
    if (read(from, new byte[1]) != 0) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST,
          "the source gave more than the 0 bytes announced; nothing is visible");
    }
  }

  private static int read(InputStream from, byte[] buffer) {
    try {
      return from.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw new DefiniteFailure(
          Failure.Code.BAD_REQUEST, "the source cannot be read: " + e.getMessage(), e);
    }
  }
}
