package sandstore.node.chunk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sandstore.wire.ChunkKey;

/**
 * What a look into a chunk folder finds, without the store that keeps it.
 *
 * @param chunks files under a final name
 * @param bytes of the chunks in them, headers left out
 * @param quarantined files set aside as damaged
 */
public record ChunksOnDisk(long chunks, long bytes, long quarantined) {
  /**
   * @param folder of one node's store; what leaves it while it is read is not counted
   */
  public static ChunksOnDisk in(Path folder) throws IOException {
    long chunks = 0;
    long bytes = 0;
    for (Path file : names(folder)) {
      if (!ChunkKey.isName(file.getFileName().toString())) {
        continue;
      }
      try {
        bytes += ChunkHeader.lengthInFile(Files.size(file));
        chunks++;
      } catch (NoSuchFileException e) {
        continue; // it went to the trash meanwhile
      }
    }
    return new ChunksOnDisk(chunks, bytes, names(folder.resolve("quarantine")).size());
  }

  private static List<Path> names(Path folder) throws IOException {
    try (Stream<Path> names = Files.list(folder)) {
      return names.toList();
    }
  }
}
