package sandstore.lessons.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import sandstore.lab.Style;

/** Markdown as lines for a terminal, with the styles of {@link Style}. */
public final class Page {
  /** Longer lines are tiring to read, however wide the terminal is. */
  private static final int WIDEST = 84;

  private static final int NARROWEST = 20;

  /** A command of so many characters is not broken between lines. */
  private static final int LONGEST_WHOLE = 40;

  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

  private Page() {}

  /** Laid out for a terminal of so many columns. */
  public static List<String> lines(String markdown, int columns) {
    int width = Math.max(NARROWEST, Math.min(WIDEST, columns - 1));
    return blocks(PARSER.parse(markdown), width);
  }

  private static List<String> blocks(Node parent, int width) {
    List<String> lines = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      List<String> block = block(node, Math.max(NARROWEST, width));
      if (!lines.isEmpty() && !block.isEmpty()) {
        lines.add("");
      }
      lines.addAll(block);
    }
    return lines;
  }

  private static List<String> block(Node node, int width) {
    if (node instanceof Paragraph) {
      return flow(node, Optional.empty()).lines(width);
    }
    if (node instanceof Heading) {
      return flow(node, Optional.of(Style.STRONG)).lines(width);
    }
    if (node instanceof FencedCodeBlock code) {
      return code(code.getLiteral());
    }
    if (node instanceof IndentedCodeBlock code) {
      return code(code.getLiteral());
    }
    if (node instanceof BulletList) {
      return items(node, width, 0);
    }
    if (node instanceof OrderedList list) {
      Integer first = list.getMarkerStartNumber();
      return items(node, width, first == null ? 1 : first);
    }
    if (node instanceof BlockQuote) {
      return blocks(node, width - 2).stream().map(l -> Style.DIM.of("│") + " " + l).toList();
    }
    return node instanceof TableBlock table ? Table.lines(table, width) : List.of();
  }

  private static List<String> code(String literal) {
    return literal
        .lines()
        .map(l -> l.isEmpty() ? "" : "    " + Style.NODE.of(Style.harmless(l)))
        .toList();
  }

  private static void code(String literal, Flow flow) {
    if (literal.length() <= LONGEST_WHOLE) {
      flow.addWhole(literal, Style.NODE);
    } else {
      flow.add(literal, Optional.of(Style.NODE));
    }
  }

  /**
   * @param number of the first; 0 for bullets
   */
  private static List<String> items(Node list, int width, int number) {
    List<String> lines = new ArrayList<>();
    int n = number;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String mark = number == 0 ? "  - " : String.format("%3d. ", n++);
      String blank = " ".repeat(mark.length());
      for (String line : blocks(item, width - mark.length())) {
        lines.add(line.isEmpty() ? "" : mark + line);
        mark = blank;
      }
    }
    return lines;
  }

  static Flow flow(Node parent, Optional<Style> style) {
    Flow flow = new Flow();
    inline(parent, style, flow);
    return flow;
  }

  private static void inline(Node parent, Optional<Style> style, Flow flow) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Text text) {
        flow.add(text.getLiteral(), style);
      } else if (node instanceof Code code) {
        code(code.getLiteral(), flow);
      } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
        flow.add(" ", style);
      } else if (node instanceof StrongEmphasis || node instanceof Emphasis) {
        inline(node, Optional.of(Style.STRONG), flow);
      } else if (node instanceof Link link) {
        inline(node, style, flow);
        flow.add(" (" + link.getDestination() + ")", style);
      } else {
        inline(node, style, flow);
      }
    }
  }
}
