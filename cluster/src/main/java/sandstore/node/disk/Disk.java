package sandstore.node.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A node's disk. All paths are absolute. Threads may share it. */
public interface Disk {
  enum Mode {
    /** The file must exist; writes fail. */
    READ,
    /** The file must exist. */
    WRITE,
    /** The file must not exist. */
    CREATE,
    /** Opened for writing, made if it does not exist. */
    CREATE_OR_WRITE
  }

  DiskFile open(Path file, Mode mode) throws IOException;

  /**
   * Atomic; replaces {@code to}. Durable only after {@link #forceFolder} on the folder of {@code
   * to}.
   */
  void rename(Path from, Path to) throws IOException;

  /** Makes the names in this folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** Makes the folder and its missing parents, and forces each new name. */
  void makeFolders(Path folder) throws IOException;

  /** Names in the folder, sorted; empty when it does not exist. */
  List<String> list(Path folder) throws IOException;

  /** False when there was none. Also an empty folder. */
  boolean delete(Path file) throws IOException;

  boolean exists(Path file);

  /** Bytes. */
  long size(Path file) throws IOException;

  /** Bytes that may still be written below this path. */
  long usableBytes(Path folder) throws IOException;

  /** The whole of a small file. */
  default byte[] readAll(Path file) throws IOException {
    try (DiskFile f = open(file, Mode.READ)) {
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(Math.toIntExact(f.size()));
      long at = 0;
      while (buffer.hasRemaining()) {
        int n = f.read(buffer, at);
        if (n < 0) {
          throw new java.io.EOFException(file + " ended early");
        }
        at += n;
      }
      return buffer.array();
    }
  }

  /**
   * Writes a small file so that after a crash it has the old content or the new, never a mixture.
   */
  default void writeAtomically(Path file, byte[] content) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    delete(temporary);
    try (DiskFile f = open(temporary, Mode.CREATE)) {
      f.writeFully(java.nio.ByteBuffer.wrap(content), 0);
      f.force();
    }
    rename(temporary, file);
    forceFolder(java.util.Objects.requireNonNull(file.getParent()));
  }
}
