package sandstore.node.journal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.metadata.DamagedSnapshotException;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.NamespaceCodec;

/**
 * A snapshot of the namespace in a file. The file under the final name is always a whole one: a new
 * one is written and forced beside it, then takes its name.
 */
final class NamespaceFile {
  private static final int BUFFER_BYTES = 64 << 10;

  private final Disk disk;
  private final Path file;
  private final Path temporary;

  NamespaceFile(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
    this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
  }

  /**
   * Null when there is none. Clears away what an interrupted {@link #save} left.
   *
   * @throws QuarantinedException when it is damaged
   */
  @Nullable Namespace load() throws IOException {
    disk.delete(temporary);
    if (!disk.exists(file)) {
      return null;
    }
    try (DiskFile from = disk.open(file, Disk.Mode.READ)) {
      return NamespaceCodec.read(new BufferedInputStream(new Input(from), BUFFER_BYTES));
    } catch (DamagedSnapshotException e) {
      throw new QuarantinedException("snapshot", "the snapshot is damaged: " + e.getMessage());
    }
  }

  /**
   * Durable on return.
   *
   * @return bytes
   */
  long save(Namespace namespace) throws IOException {
    disk.delete(temporary);
    long bytes;
    try (DiskFile to = disk.open(temporary, Disk.Mode.CREATE)) {
      NamespaceCodec.write(namespace, new BufferedOutputStream(new Output(to), BUFFER_BYTES));
      to.force();
      bytes = to.size();
    }
    disk.rename(temporary, file);
    disk.forceFolder(Objects.requireNonNull(file.getParent()));
    return bytes;
  }

  private static final class Input extends InputStream {
    private final DiskFile file;
    private long position;

    Input(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = file.read(ByteBuffer.wrap(to, offset, length), position);
      position += Math.max(0, n);
      return n;
    }
  }

  private static final class Output extends OutputStream {
    private final DiskFile file;
    private long position;

    Output(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      file.writeFully(ByteBuffer.wrap(from, offset, length), position);
      position += length;
    }
  }
}
