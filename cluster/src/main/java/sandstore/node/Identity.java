package sandstore.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import sandstore.node.disk.Disk;
import sandstore.wire.NodeSettings;

/**
 * Whose folder this is (rule 20): cluster, node, and how often the node was started. Kept in the
 * file {@code identity}; a folder of another cluster or node is refused, and so is one that has
 * lost its identity (rule 19).
 *
 * @param incarnation counts the starts, from 1
 */
record Identity(String cluster, String node, long incarnation) {
  static final String FILE = "identity";

  /** The folder is not this node's. Nothing was changed. */
  static final class NotOurs extends IOException {
    private static final long serialVersionUID = 1L;

    NotOurs(String message) {
      super(message);
    }
  }

  /** Checks the folder's identity and begins a new incarnation, durably. */
  static Identity begin(Disk disk, NodeSettings settings) throws IOException {
    Path file = settings.folder().resolve(FILE);
    if (disk.exists(settings.folder().resolve(NodeSettings.RETIRED_FILE))) {
      throw new NotOurs(
          settings.node()
              + " was removed from the cluster and does not come back with this folder");
    }
    long before = 0;
    if (disk.exists(file)) {
      Identity found = read(disk, file);
      if (!found.cluster.equals(settings.cluster()) || !found.node.equals(settings.node().name())) {
        throw new NotOurs(
            "the folder "
                + settings.folder()
                + " belongs to "
                + found.node
                + " of cluster "
                + found.cluster
                + "; use another home, or reset this one");
      }
      before = found.incarnation;
    } else if (!settings.fresh()) {
      throw new NotOurs(
          settings.node()
              + " has lost its folder's identity: it may have forgotten its vote and its log."
              + " It must come back as a new peer");
    }
    Identity now = new Identity(settings.cluster(), settings.node().name(), before + 1);
    disk.writeAtomically(file, now.toText().getBytes(StandardCharsets.UTF_8));
    return now;
  }

  private String toText() {
    return "cluster=" + cluster + "\nnode=" + node + "\nincarnation=" + incarnation + "\n";
  }

  private static Identity read(Disk disk, Path file) throws IOException {
    Properties p = new Properties();
    p.load(new ByteArrayInputStream(disk.readAll(file)));
    try {
      return new Identity(
          p.getProperty("cluster", ""),
          p.getProperty("node", ""),
          Long.parseLong(p.getProperty("incarnation", "")));
    } catch (NumberFormatException e) {
      throw new NotOurs("the file " + file + " is damaged");
    }
  }
}
