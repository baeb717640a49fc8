package sandstore.node.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The disk of the operating system. Threads may share it and the files that it opens.
 *
 * <p>A folder is forced through a channel that is open for reading on it, which Linux and macOS
 * allow. On macOS the JDK's force asks the drive itself ({@code F_FULLFSYNC}).
 */
public final class SystemDisk implements Disk {
  private static final Map<Mode, Set<StandardOpenOption>> OPTIONS =
      new EnumMap<>(
          Map.of(
              Mode.READ,
              Set.of(StandardOpenOption.READ),
              Mode.WRITE,
              Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE),
              Mode.CREATE,
              Set.of(
                  StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              Mode.CREATE_OR_WRITE,
              Set.of(
                  StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)));

  @Override
  public DiskFile open(Path file, Mode mode) throws IOException {
    return new SystemFile(FileChannel.open(file, Objects.requireNonNull(OPTIONS.get(mode))));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void makeFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (@Nullable Path p = folder; p != null && !Files.isDirectory(p); p = p.getParent()) {
      missing.push(p);
    }
    for (Path p : missing) {
      Files.createDirectories(p); // another thread may have been faster
      Path parent = p.getParent();
      if (parent != null) {
        forceFolder(parent);
      }
    }
  }

  @Override
  public List<String> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(p -> Objects.requireNonNull(p.getFileName()).toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public boolean delete(Path file) throws IOException {
    return Files.deleteIfExists(file);
  }

  @Override
  public boolean exists(Path file) {
    return Files.exists(file);
  }

  @Override
  public long size(Path file) throws IOException {
    return Files.size(file);
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  private record SystemFile(FileChannel channel) implements DiskFile {
    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return channel.write(from, position);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return channel.read(to, position);
    }

    @Override
    public long send(long position, long count, WritableByteChannel to) throws IOException {
      long n = channel.transferTo(position, count, to);
      return n == 0 && position >= channel.size() ? -1 : n;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    /** With the metadata: a file's length is part of what is promised. */
    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
