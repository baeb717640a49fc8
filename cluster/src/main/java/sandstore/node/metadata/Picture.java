package sandstore.node.metadata;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import sandstore.node.metadata.Inode.FileVersion;
import sandstore.node.metadata.Inode.Folder;
import sandstore.proto.MemberEntry;
import sandstore.wire.NodeId;

/**
 * A namespace as text:
 *
 * <pre>
 * /
 *   docs/
 *     a.txt  v2 etag 7 70000 bytes
 *       00000000000000aa-0-0 65536 node1 node2 node3
 *       00000000000000aa-1-0 4464 node2 node3 node1
 * garbage 00000000000000a9-0-0
 * session 1 of alice: acknowledged below 3, answers 3 4
 * </pre>
 */
final class Picture {
  private final StringBuilder out = new StringBuilder();
  private final ChunkLedger ledger;

  private Picture(ChunkLedger ledger) {
    this.ledger = ledger;
  }

  static String of(Namespace namespace) {
    Picture picture = new Picture(namespace.ledger);
    picture.out.append("/\n");
    picture.draw(namespace.tree.root(), "  ");
    GarbageMarks garbage = namespace.ledger.garbage();
    picture.drawGarbage("garbage, old", garbage.old());
    picture.drawGarbage("garbage", garbage.young());
    if (!namespace.draining().isEmpty()) {
      picture.out.append("draining ").append(names(namespace.draining())).append('\n');
    }
    namespace.sessions.byId().values().forEach(picture::draw);
    namespace.members().all().forEach(picture::draw);
    return picture.out.toString();
  }

  private void draw(Folder folder, String indent) {
    for (var entry : folder.entries()) {
      out.append(indent).append(entry.getKey());
      if (entry.getValue() instanceof Folder child) {
        out.append("/\n");
        draw(child, indent + "  ");
      } else if (entry.getValue() instanceof FileVersion file) {
        draw(file, indent + "  ");
      }
    }
  }

  private void draw(FileVersion file, String indent) {
    out.append("  v").append(file.version()).append(" etag ").append(file.etag());
    out.append(' ').append(file.length()).append(" bytes\n");
    for (PlacedChunk committed : file.chunks()) {
      PlacedChunk chunk = ledger.now(committed);
      out.append(indent).append(chunk.name()).append(' ').append(chunk.length()).append(' ');
      out.append(names(chunk.replicas()));
      out.append('\n');
    }
  }

  private static String names(Collection<NodeId> nodes) {
    return nodes.stream().map(NodeId::name).collect(Collectors.joining(" "));
  }

  private void drawGarbage(String label, Iterable<ChunkName> marks) {
    StringBuilder line = new StringBuilder();
    marks.forEach(name -> line.append(' ').append(name));
    if (!line.isEmpty()) {
      out.append(label).append(line).append('\n');
    }
  }

  private void draw(MemberEntry member) {
    out.append(member.getNode()).append(" generation ").append(member.getGeneration());
    out.append(", ").append(member.getState().name().toLowerCase(Locale.ROOT));
    out.append(" in ").append(member.getZone());
    out.append(", has entries up to ").append(member.getDurableIndex()).append('\n');
  }

  private void draw(Session session) {
    out.append("session ").append(session.id()).append(" of ").append(session.client());
    out.append(": acknowledged below ").append(session.acknowledgedBelow());
    if (!session.answers().isEmpty()) {
      out.append(", answers");
      session.answers().keySet().forEach(sequence -> out.append(' ').append(sequence));
    }
    out.append('\n');
  }
}
