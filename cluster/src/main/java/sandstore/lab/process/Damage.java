package sandstore.lab.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sandstore.wire.ChunkKey;

/**
 * Harm to be done to files on a node's disk, as rot or a stray write would: behind the back of the
 * node, which may be running. Where the things are is the node's layout, and a test goes through
 * all of them.
 *
 * @param files in the node's folder; empty when there is no such thing
 * @param spots where in a file, by its size in bytes; for flips only
 * @param how what is done to each
 */
public record Damage(Find files, Spots spots, How how) {
  /** So many bytes that follow each other are inverted. */
  public static final int BYTES = 4;

  /** Of a chunk's file; behind it are the chunk's own bytes, if it has any. */
  private static final int CHUNK_HEAD_BYTES = 4096;

  /** What is done to a file. */
  public enum How {
    /** Some bytes are inverted. */
    FLIP,
    /** The second half is cut off. */
    TRUNCATE,
    DELETE
  }

  Damage(Find files, Spots spots) {
    this(files, spots, How.FLIP);
  }

  /** The same files, harmed in another way. */
  public Damage by(How other) {
    return new Damage(files, spots, other);
  }

  /** Finds files in a node's folder. */
  public interface Find {
    List<Path> in(Path folder) throws IOException;
  }

  /** Where in a file of this size. */
  public interface Spots {
    List<Long> in(long size);
  }

  /**
   * What was harmed.
   *
   * @param file relative to the node's folder
   * @param offset of the first byte that is not what it was
   * @param bytes how many were flipped, or are gone
   */
  public record Place(String file, long offset, long bytes) {}

  /** The files of those chunks that are on the node. */
  public static Damage chunks(List<ChunkKey> chunks) {
    return new Damage(
        folder ->
            chunks.stream()
                .map(chunk -> folder.resolve("chunks").resolve(chunk.toString()))
                .filter(Files::exists)
                .toList(),
        size -> List.of(size > CHUNK_HEAD_BYTES ? size - BYTES : BYTES));
  }

  /** The newest file of the log. */
  public static Damage log() {
    return new Damage(
        folder ->
            newest(Stream.of("raft/log", "journal/log").map(folder::resolve).toList(), ".log"),
        size -> List.of(size / 2));
  }

  /** Term and vote, in each of the two slots that hold them; or the view number. */
  public static Damage meta() {
    return new Damage(
        folder ->
            Stream.of("raft/meta", "journal/standing")
                .map(folder::resolve)
                .filter(Files::exists)
                .toList(),
        size -> List.of(2L * BYTES, size / 2 + 2 * BYTES));
  }

  /** The newest snapshot of the namespace. */
  public static Damage snapshot() {
    return new Damage(
        folder ->
            newest(
                Stream.of("raft/snapshots", "journal").map(folder::resolve).toList(), "snapshot"),
        size -> List.of(size / 2));
  }

  private static List<Path> newest(List<Path> folders, String suffix) throws IOException {
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.list(folder)) {
          List<Path> files = all.filter(p -> p.toString().endsWith(suffix)).sorted().toList();
          return files.isEmpty() ? files : List.of(files.get(files.size() - 1));
        }
      }
    }
    return List.of();
  }

  /** Does it; answers where. */
  public List<Place> to(Path folder) throws IOException {
    List<Place> done = new ArrayList<>();
    for (Path path : files.in(folder)) {
      String name = folder.relativize(path).toString();
      if (how != How.FLIP) {
        done.add(shorten(path, name));
        continue;
      }
      try (FileChannel file =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        for (long spot : spots.in(file.size())) {
          long offset = Math.max(0, Math.min(spot, file.size() - BYTES));
          flip(file, offset);
          done.add(new Place(name, offset, BYTES));
        }
      }
    }
    return done;
  }

  private Place shorten(Path path, String name) throws IOException {
    long size = Files.size(path);
    if (how == How.DELETE) {
      Files.delete(path);
      return new Place(name, 0, size);
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.truncate(size / 2);
    }
    return new Place(name, size / 2, size - size / 2);
  }

  private static void flip(FileChannel file, long offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    int n = file.read(bytes, offset);
    for (int i = 0; i < n; i++) {
      bytes.put(i, (byte) ~bytes.get(i));
    }
    file.write(bytes.flip(), offset);
  }
}
