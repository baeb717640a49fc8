package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.option.SnapshotCopierOptions;
import com.alipay.sofa.jraft.storage.SnapshotStorage;
import com.alipay.sofa.jraft.storage.SnapshotThrottle;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotCopier;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.metadata.Namespace;
import sandstore.wire.NodeId;

/**
 * The newest snapshot, and how another one takes its place (rule 21): its bytes are forced, it is
 * renamed, the folder is forced; only then the old one is deleted, and only then JRaft cuts the
 * log. So at every instant there is one whole snapshot, or the log reaches back to its beginning.
 */
final class Snapshots implements SnapshotStorage {
  private static final String SUFFIX = ".snapshot";
  private static final String SAVING = "saving.tmp";
  static final String COPYING = "copying.tmp";

  private final Disk disk;
  private final Path folder;
  private final Executor executor;
  private final String self;
  private final Saved listener;
  private @Nullable SnapshotFile newest;
  private @Nullable Namespace loaded; // of the newest, until JRaft has asked for it

  /** Told when a snapshot that this node made has taken the old one's place. */
  interface Saved {
    void saved(SnapshotFile file, long stateHash);
  }

  private Snapshots(Disk disk, Path folder, Executor executor, String self, Saved listener) {
    this.disk = disk;
    this.folder = folder;
    this.executor = executor;
    this.self = self;
    this.listener = listener;
  }

  /**
   * Reads the newest snapshot whole, so that damage is known before anything else begins.
   *
   * @param self this node as a peer, under which its snapshots are offered
   * @throws QuarantinedException when it is damaged
   */
  static Snapshots open(Disk disk, Path folder, Executor executor, String self, Saved listener)
      throws IOException {
    disk.makeFolders(folder);
    disk.forceFolder(folder); // a killed process may have installed one and not forced its name
    Snapshots snapshots = new Snapshots(disk, folder, executor, self, listener);
    List<String> names = new ArrayList<>(disk.list(folder));
    names.removeIf(name -> !name.endsWith(SUFFIX));
    if (!names.isEmpty()) {
      Path path = folder.resolve(names.get(names.size() - 1));
      try {
        SnapshotFile.Loaded read = SnapshotFile.read(disk, path);
        snapshots.newest = read.file();
        snapshots.loaded = read.namespace();
      } catch (IOException e) {
        QuarantinedException damage =
            new QuarantinedException(
                "snapshot", "the newest snapshot cannot be read: " + e.getMessage());
        damage.initCause(e);
        throw damage;
      }
      snapshots.deleteAllBut(path);
    }
    return snapshots;
  }

  private static String name(long index) {
    return String.format("%018d%s", index, SUFFIX);
  }

  synchronized @Nullable SnapshotFile newest() {
    return newest;
  }

  /** 0 when there is none. */
  long index() {
    SnapshotFile n = newest();
    return n == null ? 0 : n.index();
  }

  Path path(String fileName) {
    return folder.resolve(fileName);
  }

  Disk disk() {
    return disk;
  }

  /** Writes; {@link #install} makes it count. */
  SnapshotFile write(SnapshotMeta meta, Namespace namespace) throws IOException {
    return SnapshotFile.write(disk, folder.resolve(SAVING), meta, namespace);
  }

  /** Durable, and the only one, when this returns. */
  synchronized SnapshotFile install(SnapshotFile written) throws IOException {
    SnapshotFile old = newest;
    if (old != null && old.index() >= written.index()) {
      disk.delete(written.path());
      return old;
    }
    Path path = folder.resolve(name(written.index()));
    disk.rename(written.path(), path);
    disk.forceFolder(folder);
    SnapshotFile installed = written.at(path);
    newest = installed;
    loaded = null;
    deleteAllBut(path);
    return installed;
  }

  /** Like {@link #install}, of one that this node made. */
  void installSaved(SnapshotFile written, long stateHash) throws IOException {
    SnapshotFile installed = install(written);
    if (installed.index() == written.index()) {
      listener.saved(installed, stateHash);
    }
  }

  void discard(Path path) throws IOException {
    disk.delete(path);
  }

  private void deleteAllBut(Path kept) throws IOException {
    for (String name : disk.list(folder)) {
      if (name.endsWith(SUFFIX) && !folder.resolve(name).equals(kept)) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  @Override
  public boolean init(@Nullable Void nothing) {
    return true;
  }

  @Override
  public void shutdown() {}

  @Override
  public boolean setFilterBeforeCopyRemote() {
    return false;
  }

  @Override
  public void setSnapshotThrottle(SnapshotThrottle throttle) {}

  @Override
  public SnapshotWriter create() {
    return new SnapshotToSave(this);
  }

  @Override
  public synchronized @Nullable SnapshotReader open() {
    SnapshotFile n = newest;
    Namespace namespace = loaded;
    loaded = null;
    return n == null ? null : new SavedSnapshot(disk, n, namespace, self, null);
  }

  /** Of one that was just copied. */
  SavedSnapshot reader(SnapshotFile file, Namespace namespace, @Nullable NodeId from) {
    return new SavedSnapshot(disk, file, namespace, self, from);
  }

  @Override
  public SnapshotCopier startToCopyFrom(String uri, SnapshotCopierOptions options) {
    SnapshotCopy copy = new SnapshotCopy(this, uri, options.getRaftClientService(), executor);
    copy.start();
    return copy;
  }

  @Override
  public @Nullable SnapshotReader copyFrom(String uri, SnapshotCopierOptions options) {
    SnapshotCopier copy = startToCopyFrom(uri, options);
    try {
      copy.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    return copy.getReader();
  }
}
