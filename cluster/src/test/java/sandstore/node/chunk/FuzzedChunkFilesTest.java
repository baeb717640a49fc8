package sandstore.node.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sandstore.fuzz.Anything;
import sandstore.fuzz.Tally;
import sandstore.node.disk.CrashDisk;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.wire.Crc32c;
import sandstore.wire.DefiniteFailure;

/** Whatever lies in a store's folder, no byte is read from it but those that were written. */
final class FuzzedChunkFilesTest {
  private static final int FILES = 1500;
  private static final Path FOLDER = Path.of("/node/chunks");

  @Test
  void aChunkFileIsReadOrRefused() throws Exception {
    byte[] bytes = Bench.bytes(3000, 1);
    CrashDisk disk = new CrashDisk();
    ChunkStore first = ChunkStore.open(disk, FOLDER, event -> {});
    try (ChunkWriter writer = first.begin(Bench.KEY, bytes.length)) {
      writer.write(0, ByteBuffer.wrap(bytes), Crc32c.of(ByteBuffer.wrap(bytes)));
      writer.finish();
    }
    byte[] good = disk.readAll(FOLDER.resolve(Bench.KEY.toString()));
    Tally tally = new Tally("chunk files", Set.of(DefiniteFailure.class));
    for (long seed = 0; seed < FILES; seed++) {
      Anything anything = new Anything(seed);
      byte[] bad = anything.below(8) == 0 ? anything.bytes(9000) : anything.damaged(good);
      CrashDisk other = new CrashDisk();
      ChunkStore.open(other, FOLDER, event -> {});
      String name = anything.below(8) == 0 ? anything.word() : Bench.KEY.toString();
      Path path = path(name);
      if (path == null || !FOLDER.equals(path.getParent())) {
        continue; // no name of a file
      }
      try (DiskFile file = other.open(path, Disk.Mode.CREATE)) {
        file.writeFully(ByteBuffer.wrap(bad), 0);
      }
      tally.tried(
          seed,
          bad.length + " bytes at " + name,
          () -> {
            ChunkStore store = ChunkStore.open(other, FOLDER, event -> {});
            store.list().forEach(state -> {});
            try (ChunkReader reader = store.open(Bench.KEY)) {
              byte[] read = reader.read(0, bytes.length).getData().toByteArray();
              assertThat(read).isEqualTo(Arrays.copyOf(bytes, read.length));
            }
          });
    }
    assertThat(tally.total()).isGreaterThan(FILES / 2);
    assertThat(tally.refused()).isGreaterThan(FILES / 4);
  }

  private static @Nullable Path path(String name) {
    try {
      return FOLDER.resolve(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
