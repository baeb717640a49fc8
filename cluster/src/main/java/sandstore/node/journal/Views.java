package sandstore.node.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import sandstore.node.disk.Disk;
import sandstore.wire.NodeId;

/**
 * View numbers of {@code replicated}. As in Viewstamped Replication (Liskov and Cowling, 2012),
 * view v belongs to one node only, the ((v - 1) mod n)-th, so that two primaries never share a
 * view. Unlike there, nobody votes on a new one.
 */
final class Views {
  private static final String FILE = "view";

  private final Disk disk;
  private final Path file;
  private final List<NodeId> nodes;
  private long current;

  /** Reads the highest view that this node ever took part in; 0 = none. */
  Views(Disk disk, Path folder, List<NodeId> nodes) throws IOException {
    this.disk = disk;
    this.file = folder.resolve(FILE);
    this.nodes = nodes;
    this.current =
        disk.exists(file) ? parse(new String(disk.readAll(file), StandardCharsets.US_ASCII)) : 0;
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new QuarantinedException("meta", "the view file is damaged");
    }
  }

  long current() {
    return current;
  }

  NodeId owner(long view) {
    return nodes.get((int) ((view - 1) % nodes.size()));
  }

  /** The lowest view above {@code seen} that belongs to this node. */
  static long next(long seen, int position, int count) {
    long view = seen + 1;
    while ((view - 1) % count != position) {
      view++;
    }
    return view;
  }

  long nextFor(NodeId node, long seen) {
    return next(seen, nodes.indexOf(node), nodes.size());
  }

  /** Durable on return. */
  void enter(long view) throws IOException {
    disk.writeAtomically(file, Long.toString(view).getBytes(StandardCharsets.US_ASCII));
    current = view;
  }
}
