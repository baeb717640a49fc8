package sandstore.node.chunk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.proto.Failure;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

/** Invariant I3: no bad byte is handed out. */
public final class RottenChunk {
  private static final Path FOLDER = Path.of("/node/chunks");

  private RottenChunk() {}

  public static void isNotHandedOut() throws IOException {
    CrashDisk disk = new CrashDisk();
    ChunkStore store = ChunkStore.open(disk, FOLDER, event -> {});
    byte[] bytes = Bench.bytes(1000, 1);
    try (ChunkWriter writer = store.begin(Bench.KEY, bytes.length)) {
      writer.write(0, ByteBuffer.wrap(bytes), Crc32c.of(ByteBuffer.wrap(bytes)));
      writer.finish();
    }
    try (DiskFile file = disk.open(FOLDER.resolve(Bench.KEY.toString()), Disk.Mode.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[500] ^ 4)}), file.size() - 500);
    }
    try (ChunkReader reader = store.open(Bench.KEY)) {
      byte[] read = reader.read(0, bytes.length).getData().toByteArray();
      throw new AssertionError(
          "a chunk that rotted was handed out, with byte 500 = "
              + read[500]
              + " for "
              + bytes[500]);
    } catch (DefiniteFailure e) {
      if (e.code() != Failure.Code.CHUNK_CORRUPT) {
        throw new AssertionError("a chunk that rotted is not called that", e);
      }
    }
  }
}
