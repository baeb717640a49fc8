package sandstore.node.raft;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.IOException;
import java.nio.file.Path;
import sandstore.node.disk.Disk;
import sandstore.node.journal.NamespaceFile;
import sandstore.node.metadata.Namespace;

/**
 * A snapshot in a {@link NamespaceFile}, whose head is JRaft's own message about what the snapshot
 * includes.
 *
 * @param bytes of the whole file
 */
record SnapshotFile(Path path, SnapshotMeta meta, long bytes) {
  long index() {
    return meta.getLastIncludedIndex();
  }

  long term() {
    return meta.getLastIncludedTerm();
  }

  /** Forced when this returns; its name is not. */
  static SnapshotFile write(Disk disk, Path path, SnapshotMeta meta, Namespace namespace)
      throws IOException {
    long bytes = NamespaceFile.write(disk, path, meta.toByteString(), namespace);
    return new SnapshotFile(path, meta, bytes);
  }

  /** A snapshot of which every byte was checked. */
  record Loaded(SnapshotFile file, Namespace namespace) {}

  /**
   * @throws IOException when it is damaged, too
   */
  static Loaded read(Disk disk, Path path) throws IOException {
    NamespaceFile read = NamespaceFile.read(disk, path);
    SnapshotMeta meta = SnapshotMeta.parseFrom(read.head());
    return new Loaded(new SnapshotFile(path, meta, disk.size(path)), read.namespace());
  }

  SnapshotFile at(Path newPath) {
    return new SnapshotFile(newPath, meta, bytes);
  }
}
