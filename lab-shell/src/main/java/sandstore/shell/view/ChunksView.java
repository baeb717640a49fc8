package sandstore.shell.view;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import sandstore.lab.story.Sentence;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.shell.reply.Amounts;
import sandstore.shell.view.ChunkMap.Chunk;
import sandstore.shell.view.ChunkMap.Copy;
import sandstore.shell.view.ChunkMap.Upload;
import sandstore.wire.NodeId;

/** Where the copies of each chunk are: a column a node, a row a run of chunks that lie alike. */
@AutoService(View.class)
public final class ChunksView implements View {
  private static final int NODE = 9;

  private final Memo<ChunkMap> memo = new Memo<>(ChunkMap::new, ChunkMap::take);

  /** Chunks that follow each other and lie alike. */
  private record Row(Upload upload, int first, int last, Chunk chunk, long live) {}

  @Override
  public String name() {
    return "chunks";
  }

  @Override
  public int place() {
    return 4;
  }

  @Override
  public String about() {
    return "which node has which copy of what; the least safe first";
  }

  @Override
  public String keys() {
    return "up down: scroll";
  }

  @Override
  public Ui press(Ui ui, Press press, Moment moment) {
    int by =
        switch (press.key()) {
          case UP -> -1;
          case DOWN -> 1;
          case PAGE_UP -> -20;
          case PAGE_DOWN -> 20;
          default -> press.is('k') ? -1 : press.is('j') ? 1 : 0;
        };
    return by == 0 ? ui : ui.at(0, ui.down() + by);
  }

  @Override
  public void draw(Canvas canvas, Moment moment, Ui ui) {
    ClusterView view = moment.view();
    Canvas inside = canvas.panel("Chunks");
    int nodes = view.nodes().size();
    int label = Math.max(18, Math.min(44, inside.width() - nodes * NODE - 10));
    List<NodeView> all = List.copyOf(view.nodes().values());
    long most = Math.max(1, all.stream().mapToLong(NodeView::chunkBytes).max().orElse(1));
    inside.text(0, 0, counts(view), Ink.DIM);
    for (int i = 0; i < nodes; i++) {
      NodeView n = all.get(i);
      Sign sign = Sign.of(n);
      int x = label + i * NODE;
      inside.fitted(x, 1, sign.glyph + n.id().name(), NODE - 1, sign.ink);
      inside.fitted(
          x,
          2,
          n.chunks() + (n.corruptChunks() > 0 ? " !" + n.corruptChunks() : ""),
          NODE - 1,
          Ink.PLAIN);
      inside.fitted(x, 3, Amounts.of(n.chunkBytes(), 0, "bytes"), NODE - 1, Ink.PLAIN);
      int full = (int) Math.round((NODE - 2.0) * n.chunkBytes() / most);
      inside.text(x, 4, "\u2588".repeat(full) + "\u2591".repeat(NODE - 2 - full), Ink.ACCENT);
    }
    inside.text(0, 2, "chunks on disk", Ink.DIM);
    inside.text(0, 3, "bytes", Ink.DIM);
    inside.text(0, 4, "against the fullest", Ink.DIM);
    for (int x = 0; x < inside.width(); x++) {
      inside.put(x, 5, '\u2500', Ink.FRAME);
    }
    List<Row> rows = rows(moment);
    int room = inside.height() - 6;
    int skip = Math.max(0, Math.min(ui.down(), rows.size() - room));
    for (int i = 0; i < room && skip + i < rows.size(); i++) {
      row(inside, 6 + i, rows.get(skip + i), view, label);
    }
    long listed =
        rows.stream()
            .filter(r -> !r.upload().removed)
            .mapToLong(r -> r.last() - r.first() + 1)
            .sum();
    long untold = view.chunks().orElse(listed) - listed;
    if (untold > 0 && !rows.isEmpty() && rows.size() < room) {
      String more = "and " + untold + (untold == 1 ? " chunk" : " chunks");
      inside.fitted(
          0,
          6 + rows.size(),
          more + " stored before the events that are kept",
          inside.width(),
          Ink.DIM);
    }
    if (rows.isEmpty()) {
      String says =
          all.stream().allMatch(n -> n.chunks() == 0)
              ? "nothing is stored yet:   :put README.md"
              : "these were stored before the events that are kept here:   :chunks FILE   asks for them";
      inside.fitted(0, 7, says, inside.width(), Ink.DIM);
    }
    String legend =
        " \u25cf stored  ~ writing  ! corrupt  x on a dead node  \u25cb trash  \u00b7 none ";
    canvas.textTo(canvas.width() - 2, canvas.height() - 1, legend, Ink.DIM);
  }

  private static String counts(ClusterView view) {
    String files =
        view.files().isPresent()
            ? Sentence.count(view.files().getAsLong(), "file")
            : "files: not known now";
    String chunks =
        view.chunks().isPresent() ? ", " + Sentence.count(view.chunks().getAsLong(), "chunk") : "";
    String under =
        view.underReplicated().isPresent()
            ? ", " + view.underReplicated().getAsLong() + " with too few copies"
            : "";
    return files + chunks + under;
  }

  private List<Row> rows(Moment moment) {
    ClusterView view = moment.view();
    List<Row> rows = new ArrayList<>();
    for (Upload upload : memo.at(moment).uploads.values()) {
      Row run = null;
      for (Map.Entry<Integer, Chunk> c : upload.chunks.entrySet()) {
        Chunk chunk = c.getValue();
        boolean alike =
            run != null
                && run.last() + 1 == c.getKey()
                && run.chunk().copies.equals(chunk.copies)
                && run.chunk().repairing == chunk.repairing;
        if (run != null && alike) {
          run = new Row(upload, run.first(), c.getKey(), run.chunk(), run.live());
          rows.set(rows.size() - 1, run);
        } else {
          run = new Row(upload, c.getKey(), c.getKey(), chunk, live(view, chunk));
          rows.add(run);
        }
      }
    }
    rows.sort(
        Comparator.comparing((Row r) -> r.upload().removed)
            .thenComparingLong(Row::live)
            .thenComparingLong(r -> -r.upload().newest)
            .thenComparingInt(Row::first));
    return rows;
  }

  /** Whole copies on nodes that run. */
  private static long live(ClusterView view, Chunk chunk) {
    return chunk.copies.entrySet().stream()
        .filter(e -> e.getValue() == Copy.STORED)
        .filter(e -> runs(view, e.getKey()))
        .count();
  }

  private static boolean runs(ClusterView view, String node) {
    return view.node(new NodeId(node)).map(NodeView::alive).orElse(false);
  }

  private static void row(Canvas canvas, int y, Row row, ClusterView view, int label) {
    String chunks = row.first() == row.last() ? "" + row.first() : row.first() + ".." + row.last();
    Ink ink = row.upload().removed ? Ink.DIM : row.live() < 2 ? Ink.WARN : Ink.PLAIN;
    canvas.fitted(0, y, file(row.upload()), label - chunks.length() - 2, ink);
    canvas.textTo(label - 1, y, chunks, Ink.DIM);
    int i = 0;
    for (NodeId node : view.nodes().keySet()) {
      Copy copy = row.chunk().copies.get(node.name());
      int x = label + i++ * NODE + 1;
      if (copy == null) {
        canvas.put(x, y, '\u00b7', Ink.FRAME);
      } else if (copy == Copy.STORED && !runs(view, node.name())) {
        canvas.put(x, y, 'x', Ink.BAD);
      } else {
        canvas.put(x, y, copy.glyph, copy.ink);
      }
    }
    String copies = row.live() + (row.live() == 1 ? " copy" : " copies");
    String repair = row.chunk().repairing ? " repair queued" : "";
    int x = label + view.nodes().size() * NODE;
    canvas.fitted(x, y, copies + repair, canvas.width() - x, row.live() < 2 ? Ink.WARN : Ink.DIM);
  }

  private static String file(Upload upload) {
    return upload.path.isEmpty()
        ? "(in no file)"
        : upload.path + (upload.removed ? " (an old version)" : "");
  }

  @Override
  public List<String> describe(Moment moment) {
    List<String> lines = new ArrayList<>();
    ClusterView view = moment.view();
    lines.add(counts(view) + ".");
    for (NodeView n : view.nodes().values()) {
      lines.add(
          n.id()
              + " has "
              + Sentence.count(n.chunks(), "chunk")
              + ", "
              + Amounts.of(n.chunkBytes(), 0, "bytes")
              + (n.corruptChunks() > 0 ? ", " + n.corruptChunks() + " of them corrupt" : "")
              + ".");
    }
    for (Row row : rows(moment).stream().limit(20).toList()) {
      String chunks =
          row.first() == row.last()
              ? "chunk " + row.first()
              : "chunks " + row.first() + " to " + row.last();
      lines.add(
          file(row.upload())
              + ", "
              + chunks
              + ": "
              + row.live()
              + " whole copies on nodes that run"
              + (row.chunk().repairing ? ", repair is queued" : "")
              + ".");
    }
    return lines;
  }
}
