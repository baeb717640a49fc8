package sandstore.node.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import sandstore.node.disk.Disk;
import sandstore.wire.NodeId;

/**
 * View numbers of {@code replicated}, and the newest {@link Standing} that this node knows, on
 * disk. As in Viewstamped Replication (Liskov and Cowling, 2012), view v belongs to one node only,
 * the ((v - 1) mod n)-th, so that two primaries never share a view. Unlike there, nobody votes on a
 * new one.
 */
final class Views {
  private static final String FILE = "standing";

  private final Disk disk;
  private final Path file;
  private final List<NodeId> nodes;
  private Standing current;

  /** Reads the newest standing that this node ever knew; before the first, all are in sync. */
  Views(Disk disk, Path folder, List<NodeId> nodes) throws IOException {
    this.disk = disk;
    this.file = folder.resolve(FILE);
    this.nodes = nodes;
    this.current =
        disk.exists(file)
            ? parse(new String(disk.readAll(file), StandardCharsets.US_ASCII))
            : new Standing(0, 0, nodes);
  }

  private static Standing parse(String text) {
    String[] words = text.strip().split(" ");
    try {
      if (words.length < 3) {
        throw new IllegalArgumentException("too short");
      }
      return new Standing(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          List.of(words).subList(2, words.length).stream().map(NodeId::new).toList());
    } catch (IllegalArgumentException e) {
      throw new QuarantinedException("meta", "the file of views is damaged");
    }
  }

  Standing current() {
    return current;
  }

  /** Whose view this is; {@code nobodys} for view 0. */
  NodeId owner(long view, NodeId nobodys) {
    return view == 0 ? nobodys : nodes.get((int) ((view - 1) % nodes.size()));
  }

  /** The lowest view above {@code seen} that belongs to this node. */
  long nextFor(NodeId node, long seen) {
    long view = seen + 1;
    while (!owner(view, node).equals(node)) {
      view++;
    }
    return view;
  }

  /** Durable on return. */
  void enter(Standing standing) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(standing.view()).append(' ').append(standing.change());
    standing.inSync().forEach(n -> text.append(' ').append(n.name()));
    disk.writeAtomically(file, text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
    current = standing;
  }
}
