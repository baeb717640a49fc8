package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sandstore.node.metadata.Namespace;

/** A snapshot while it is written. JRaft thinks in several files a snapshot; ours is one. */
final class SnapshotToSave extends SnapshotWriter {
  private final Snapshots snapshots;
  private @Nullable SnapshotFile written;
  private long stateHash;

  SnapshotToSave(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Forced, but not yet in the old one's place: that is {@link #close}. */
  void write(Namespace namespace) throws IOException {
    written = snapshots.write(getCurrentMeta(), namespace);
    stateHash = namespace.stateHash();
  }

  @Override
  public boolean saveMeta(SnapshotMeta meta) {
    return written != null && written.meta().equals(meta);
  }

  @Override
  public void close() throws IOException {
    close(false);
  }

  @Override
  public void close(boolean keepDataOnError) throws IOException {
    SnapshotFile file = written;
    if (file == null) {
      return;
    }
    written = null;
    if (!isOk()) {
      snapshots.discard(file.path());
      return;
    }
    try {
      snapshots.installSaved(file, stateHash);
    } catch (IOException e) {
      setError(RaftError.EIO, "the snapshot could not be put in place: %s", e);
      throw e;
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
    return snapshots.path("").toString();
  }

  @Override
  public Set<String> listFiles() {
    return Set.of();
  }

  @Override
  public @Nullable Message getFileMeta(String fileName) {
    return null;
  }

  @Override
  public boolean addFile(String fileName, @Nullable Message fileMeta) {
    return false;
  }

  @Override
  public boolean removeFile(String fileName) {
    return false;
  }
}
