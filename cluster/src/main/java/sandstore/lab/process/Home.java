package sandstore.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;
import sandstore.wire.Token;

/**
 * The folder in which one lab keeps everything, held by an exclusive lock as long as it is open.
 *
 * <pre>
 * lab.lock            held by the lab; its text is the holder's process id
 * token               the secret of this home, readable by its owner only
 * door                where another terminal reaches the lab, readable by its owner only
 * cluster.properties  what cluster the folders below belong to
 * pids                processes that were started and have not been seen to end
 * lab.log             the lab's own log
 * attached/lab.log    the log of whoever attached last
 * trials/             clusters on which lessons are being tried, each with a home of its own
 * nodeN.born          this node has served in this cluster
 * nodeN.generationG/  what a former life of this node left behind when it was removed
 * nodeN/              one node: node.properties, orders, logs/, and what the node keeps
 * </pre>
 */
public final class Home implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Home.class);
  private static final String LOCK = "lab.lock";
  private static final String BORN = ".born";
  private static final String ASIDE = ".generation";
  private static final String DOOR = "door";
  private static final String TOKEN = "token";

  private final Path root;
  private final FileChannel lock;

  private Home(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be, and takes its lock.
   *
   * @throws HomeTakenException if a lab that runs has it
   */
  public static Home open(Path folder) throws IOException, HomeTakenException {
    Path root = folder.toAbsolutePath().normalize();
    makeFolder(root);
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new HomeTakenException(root, Files.readString(root.resolve(LOCK)).strip());
    }
    Files.deleteIfExists(root.resolve(DOOR)); // of a lab that was killed: others may have its port
    channel.truncate(0);
    channel.write(
        StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
    Home home = new Home(root, channel);
    home.removeTrials();
    return home;
  }

  /** Those of a lab that was killed. */
  private void removeTrials() {
    try {
      removeTree(trials(root));
    } catch (IOException | UncheckedIOException e) {
      LOG.info("what is left of trials stays until the next lab: {}", e.toString());
    }
  }

  /** One that is made is its owner's alone; of one that was there its owner has decided. */
  private static void makeFolder(Path root) throws IOException {
    Path parent = root.getParent();
    if (Files.isDirectory(root) || parent == null) {
      return;
    }
    Files.createDirectories(parent);
    try {
      Files.createDirectory(root, ownerOnly("rwx------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(root)) { // else another lab was quicker
        throw e;
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another lab in this very process
    }
  }

  public Path root() {
    return root;
  }

  /** Below this folder whoever tries something may have further homes; it need not exist. */
  public static Path trials(Path home) {
    return home.resolve("trials");
  }

  public Path clusterFile() {
    return root.resolve("cluster.properties");
  }

  public Path tokenFile() {
    return root.resolve(TOKEN);
  }

  Path pidFile() {
    return root.resolve("pids");
  }

  public Path folder(NodeId node) {
    return root.resolve(node.name());
  }

  public Path settingsFile(NodeId node) {
    return folder(node).resolve(NodeSettings.FILE);
  }

  public Path ordersFile(NodeId node) {
    return folder(node).resolve(NodeSettings.ORDERS_FILE);
  }

  public Path eventsFile(NodeId node) {
    return folder(node).resolve("events.log");
  }

  /** What the process itself said on its standard error. */
  public Path errorFile(NodeId node) {
    return folder(node).resolve("logs").resolve("process.err");
  }

  /** The token of this home, made when it is first asked for. */
  public Token token() throws IOException {
    try {
      Files.writeString(Files.createFile(tokenFile(), ownerOnly()), Token.random().hex() + "\n");
    } catch (FileAlreadyExistsException e) {
      // the usual case: it was made by an earlier lab
    }
    return token(tokenFile());
  }

  private static Token token(Path file) throws IOException {
    try {
      return new Token(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged; remove it", e);
    }
  }

  /** Says on which port of loopback this home's lab can be reached; until {@link #close}. */
  public synchronized void setDoor(int port) throws IOException {
    if (!lock.isOpen()) {
      throw new IOException(root + " is not held any more");
    }
    Path next = root.resolve(DOOR + ".next");
    Files.deleteIfExists(next);
    Files.writeString(Files.createFile(next, ownerOnly()), port + "\n");
    Files.move(next, root.resolve(DOOR), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where the lab that holds a home can be reached, and by what token. */
  public record Way(int port, Token token) {}

  /**
   * The way to the lab that holds this home; empty while it has opened none.
   *
   * @throws IOException if it cannot be read, or says nonsense
   */
  public static Optional<Way> door(Path folder) throws IOException {
    String port;
    try {
      port = Files.readString(folder.resolve(DOOR)).strip();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!port.matches("[0-9]{1,5}")) {
      throw new IOException(folder.resolve(DOOR) + " is damaged");
    }
    return Optional.of(new Way(Integer.parseInt(port), token(folder.resolve(TOKEN))));
  }

  /** The process id of the lab that holds this home, as that wrote it; empty if none does. */
  public static Optional<String> holder(Path folder) throws IOException {
    Path file = folder.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      try (FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return free == null ? Optional.of(Files.readString(file).strip()) : Optional.empty();
      } catch (OverlappingFileLockException e) {
        return Optional.of(Files.readString(file).strip()); // this very process
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return ownerOnly("rw-------");
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)};
  }

  /**
   * Whether this node has run in this cluster before. Kept outside its folder, so that a folder
   * that was emptied is not taken for a new one.
   */
  public boolean born(NodeId node) {
    return Files.exists(bornFile(node));
  }

  public void setBorn(NodeId node) throws IOException {
    Files.write(bornFile(node), new byte[0]);
  }

  private Path bornFile(NodeId node) {
    return root.resolve(node + BORN);
  }

  /** Replaces a small file whole: whoever reads it sees the old one or the new one. */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, bytes);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Marks the folder of a node that left for good: no process starts on it any more. */
  public void retire(NodeId node, long generation) throws IOException {
    Files.writeString(
        folder(node).resolve(NodeSettings.RETIRED_FILE), "generation " + generation + "\n");
  }

  /**
   * Keeps what a node that left for good has as {@code nodeN.generationG}, if there is any, so that
   * another life of it can begin in an empty folder.
   */
  public void setAside(NodeId node) throws IOException {
    Path retired = folder(node).resolve(NodeSettings.RETIRED_FILE);
    if (Files.exists(retired)) {
      String generation = Files.readString(retired).strip().replaceAll("[^0-9]", "");
      Files.move(folder(node), root.resolve(node + ASIDE + generation));
      Files.deleteIfExists(bornFile(node));
    }
  }

  /** Removes a node's folder and all in it; does nothing if there is none. */
  public void remove(NodeId node) throws IOException {
    Files.deleteIfExists(bornFile(node));
    removeTree(folder(node));
  }

  /** Removes every node's folder and the record of the cluster; token and logs stay. */
  public void removeCluster() throws IOException {
    Files.deleteIfExists(clusterFile());
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        int aside = name.indexOf(ASIDE);
        if (aside > 0 && new NodeId(name.substring(0, aside)).isNode()) {
          removeTree(entry);
          continue;
        }
        NodeId node =
            new NodeId(
                name.endsWith(BORN) ? name.substring(0, name.length() - BORN.length()) : name);
        if (node.isNode()) {
          remove(node);
        }
      }
    }
  }

  private static void removeTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Gives the lock back. Its file stays: to remove it would let two labs hold two locks. */
  @Override
  public synchronized void close() throws IOException {
    if (lock.isOpen()) { // else another lab may have it, and a door of its own
      Files.deleteIfExists(root.resolve(DOOR));
      lock.close();
    }
  }
}
