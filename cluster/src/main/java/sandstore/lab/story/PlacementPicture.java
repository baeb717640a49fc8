package sandstore.lab.story;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ChunkRef;
import sandstore.proto.ChunkState;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * Which copy of which chunk lies on which node: a row a chunk (neighbours that lie alike are one
 * row), a column a node.
 */
public final class PlacementPicture {
  private enum Mark {
    STORED("\u25cf", "*", "stored"),
    MISSING("\u25cb", "o", "missing"),
    CORRUPT("!", "!", "corrupt"),
    WRITING("~", "~", "being written"),
    EXTRA("+", "+", "stored though not listed"),
    NONE("\u00b7", ".", "not meant to be there"),
    NOT_ASKED("?", "?", "not asked, the node does not answer");

    private final String symbol;
    private final String ascii;
    private final String meaning;

    Mark(String symbol, String ascii, String meaning) {
      this.symbol = symbol;
      this.ascii = ascii;
      this.meaning = meaning;
    }

    String drawn(boolean plain) {
      return plain ? ascii : symbol;
    }
  }

  private record Row(int first, int last, long length, List<Mark> marks) {
    boolean goesOnWith(Row next) {
      return next.first == last + 1 && next.length == length && next.marks.equals(marks);
    }
  }

  private PlacementPicture() {}

  /** With symbols beyond ASCII. */
  public static List<String> draw(
      List<ChunkRef> chunks,
      List<NodeId> nodes,
      Map<NodeId, Map<ChunkKey, ChunkState.Condition>> stored) {
    return draw(chunks, nodes, stored, false);
  }

  /**
   * @param chunks as the manifest lists them
   * @param nodes the columns
   * @param stored what each node says of each chunk; a node that is absent was not asked, a chunk
   *     that is absent is missing there
   * @param plain only ASCII
   */
  public static List<String> draw(
      List<ChunkRef> chunks,
      List<NodeId> nodes,
      Map<NodeId, Map<ChunkKey, ChunkState.Condition>> stored,
      boolean plain) {
    List<Row> rows = rows(chunks, nodes, stored);
    List<String> lines = new ArrayList<>();
    int names = nodes.stream().mapToInt(n -> n.name().length()).max().orElse(0);
    lines.add(line("chunk", "bytes", nodes.stream().map(NodeId::name).toList(), names));
    Set<Mark> used = EnumSet.noneOf(Mark.class);
    for (Row row : rows) {
      used.addAll(row.marks);
      lines.add(
          line(
              Sentence.range(row.first, row.last),
              String.valueOf(row.length),
              row.marks.stream().map(m -> m.drawn(plain)).toList(),
              names));
    }
    if (!used.isEmpty()) {
      lines.add(
          used.stream()
              .map(m -> m.drawn(plain) + " " + m.meaning)
              .collect(Collectors.joining(", ")));
    }
    return List.copyOf(lines);
  }

  private static List<Row> rows(
      List<ChunkRef> chunks,
      List<NodeId> nodes,
      Map<NodeId, Map<ChunkKey, ChunkState.Condition>> stored) {
    List<Row> rows = new ArrayList<>();
    for (ChunkRef chunk : chunks) {
      int index = chunk.getId().getIndex();
      List<Mark> marks = nodes.stream().map(n -> mark(chunk, n, stored.get(n))).toList();
      Row row = new Row(index, index, chunk.getLength(), marks);
      Row above = rows.isEmpty() ? row : rows.get(rows.size() - 1);
      if (above.goesOnWith(row)) {
        rows.set(rows.size() - 1, new Row(above.first, index, above.length, above.marks));
      } else {
        rows.add(row);
      }
    }
    return rows;
  }

  private static Mark mark(
      ChunkRef chunk, NodeId node, @Nullable Map<ChunkKey, ChunkState.Condition> stored) {
    boolean listed = chunk.getReplicasList().contains(node.name());
    if (stored == null) {
      return listed ? Mark.NOT_ASKED : Mark.NONE;
    }
    ChunkState.Condition condition =
        stored.getOrDefault(ChunkKey.of(chunk.getId()), ChunkState.Condition.MISSING);
    return switch (condition) {
      case STORED -> listed ? Mark.STORED : Mark.EXTRA;
      case CORRUPT -> Mark.CORRUPT;
      case WRITING -> Mark.WRITING;
      default -> listed ? Mark.MISSING : Mark.NONE;
    };
  }

  private static String line(String chunk, String bytes, List<String> cells, int width) {
    StringBuilder line = new StringBuilder(String.format("%-12s %10s", chunk, bytes));
    cells.forEach(c -> line.append("  ").append(c).append(" ".repeat(width - c.length())));
    return line.toString().stripTrailing();
  }
}
