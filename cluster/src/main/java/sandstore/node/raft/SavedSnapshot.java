package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.storage.FileService;
import com.alipay.sofa.jraft.storage.io.FileReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.util.ByteBufferCollector;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.node.disk.Disk;
import sandstore.node.disk.DiskFile;
import sandstore.node.metadata.Namespace;
import sandstore.wire.NodeId;

/** A whole snapshot, to be loaded here or offered to a peer, which fetches it by GetFile. */
final class SavedSnapshot extends SnapshotReader {
  /** The name under which a peer asks for the file. */
  static final String FILE = "namespace";

  private final Disk disk;
  private final SnapshotFile file;
  private @Nullable Namespace namespace;
  private final String self;
  private final @Nullable NodeId from;
  private @Nullable Offer offer;

  /**
   * @param namespace what is in it, if somebody has read it already
   * @param self the peer that offers it
   * @param from the peer that it was just copied from; null for one that this node made
   */
  SavedSnapshot(
      Disk disk,
      SnapshotFile file,
      @Nullable Namespace namespace,
      String self,
      @Nullable NodeId from) {
    this.disk = disk;
    this.file = file;
    this.namespace = namespace;
    this.self = self;
    this.from = from;
  }

  /** To be asked for once. */
  Namespace namespace() throws IOException {
    Namespace known = namespace;
    namespace = null;
    return known != null ? known : SnapshotFile.read(disk, file.path()).namespace();
  }

  @Nullable NodeId from() {
    return from;
  }

  @Override
  public SnapshotMeta load() {
    return file.meta();
  }

  @Override
  public @Nullable String generateURIForCopy() {
    try {
      if (offer == null) {
        DiskFile open = disk.open(file.path(), Disk.Mode.READ);
        Offer made = new Offer(open, file.path().toString());
        offer = new Offer(open, made.path(), FileService.getInstance().addReader(made));
      }
      return REMOTE_SNAPSHOT_URI_SCHEME + self + "/" + offer.id();
    } catch (IOException e) {
      return null;
    }
  }

  /** The file stays readable while it is open, even when a newer snapshot has replaced it. */
  private record Offer(DiskFile file, String path, long id) implements FileReader {
    Offer(DiskFile file, String path) {
      this(file, path, 0);
    }

    @Override
    public String getPath() {
      return path;
    }

    @Override
    public int readFile(ByteBufferCollector to, String fileName, long offset, long mostBytes)
        throws IOException {
      if (!fileName.equals(FILE)) {
        throw new IOException("a snapshot has no file " + fileName);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(mostBytes, 1 << 20));
      int n = file.read(bytes, offset);
      if (n > 0) {
        to.put(bytes.flip());
      }
      return n <= 0 ? EOF : n;
    }
  }

  @Override
  public void close() throws IOException {
    if (offer != null) {
      FileService.getInstance().removeReader(offer.id());
      offer.file().close();
      offer = null;
    }
  }

  @Override
  public boolean init(@Nullable Void nothing) {
    return true;
  }

  @Override
  public void shutdown() {}

  @Override
  public String getPath() {
    return file.path().toString();
  }

  @Override
  public Set<String> listFiles() {
    return Set.of(FILE);
  }

  @Override
  public @Nullable Message getFileMeta(String fileName) {
    return null;
  }
}
