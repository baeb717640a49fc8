package sandstore.node.metadata;

import java.util.ArrayList;
import java.util.List;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.wire.NodeId;

/**
 * Strikes a node out of the places of all chunks. A chunk that was nowhere else has no place then:
 * what a disk has lost is lost, whatever a list says.
 */
final class Forgetting {
  private final NodeId node;
  private long places;

  Forgetting(NodeId node) {
    this.node = node;
  }

  /** How many were struck out so far. */
  long places() {
    return places;
  }

  /** The same tree when the node was in none of its places. */
  Tree in(Tree tree) {
    Folder root = in(tree.root());
    return root == tree.root() ? tree : Tree.of(root);
  }

  private Folder in(Folder folder) {
    Folder now = folder;
    for (var entry : folder.entries()) {
      Inode child = entry.getValue();
      Inode next = child;
      if (child instanceof Folder below) {
        next = in(below);
      } else if (child instanceof FileVersion file) {
        next = in(file);
      }
      if (next != child) {
        now = now.with(entry.getKey(), next);
      }
    }
    return now;
  }

  private FileVersion in(FileVersion file) {
    long before = places;
    List<PlacedChunk> chunks = new ArrayList<>(file.chunks().size());
    for (PlacedChunk chunk : file.chunks()) {
      chunks.add(in(chunk));
    }
    return before == places ? file : file.withChunks(List.copyOf(chunks));
  }

  private PlacedChunk in(PlacedChunk chunk) {
    if (!chunk.replicas().contains(node)) {
      return chunk;
    }
    places++;
    return new PlacedChunk(
        chunk.name(),
        chunk.length(),
        chunk.crc32c(),
        chunk.replicas().stream().filter(n -> !n.equals(node)).toList());
  }
}
