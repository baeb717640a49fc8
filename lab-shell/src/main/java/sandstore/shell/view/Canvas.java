package sandstore.shell.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rectangle of cells, each a narrow character and an {@link Ink}; or a part of one, on which
 * nothing can be drawn beyond its edges. Views draw on nothing else, so that a test, a terminal and
 * a picture show the same.
 */
final class Canvas {
  private static final Ink[] INKS = Ink.values();
  private static final char BRAILLE = '\u2800';

  private final char[] chars;
  private final byte[] inks;
  private final int stride;
  private final int left;
  private final int top;
  private final int width;
  private final int height;

  Canvas(int width, int height) {
    this(new char[width * height], new byte[width * height], width, 0, 0, width, height);
    Arrays.fill(chars, ' ');
  }

  private Canvas(char[] chars, byte[] inks, int stride, int left, int top, int width, int height) {
    this.chars = chars;
    this.inks = inks;
    this.stride = stride;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A part, as far as it is inside this one. */
  Canvas part(int x, int y, int w, int h) {
    int fromX = Math.max(0, Math.min(x, width));
    int fromY = Math.max(0, Math.min(y, height));
    int toX = Math.max(fromX, Math.min(x + w, width));
    int toY = Math.max(fromY, Math.min(y + h, height));
    return new Canvas(chars, inks, stride, left + fromX, top + fromY, toX - fromX, toY - fromY);
  }

  void put(int x, int y, char c, Ink ink) {
    if (x >= 0 && y >= 0 && x < width && y < height) {
      chars[at(x, y)] = c;
      inks[at(x, y)] = (byte) ink.ordinal();
    }
  }

  private int at(int x, int y) {
    return (top + y) * stride + left + x;
  }

  char charAt(int x, int y) {
    return chars[at(x, y)];
  }

  Ink inkAt(int x, int y) {
    return INKS[inks[at(x, y)]];
  }

  /** Whether another canvas has the same cell there. */
  boolean sameAt(int x, int y, Canvas other) {
    int here = at(x, y);
    int there = other.at(x, y);
    return chars[here] == other.chars[there] && inks[here] == other.inks[there];
  }

  /** Text from {@code x} on; what does not fit is cut. Returns the column after it. */
  int text(int x, int y, CharSequence text, Ink ink) {
    int column = x;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean low = Character.isLowSurrogate(c);
      if (!low) {
        put(column++, y, narrow(c), ink);
      }
    }
    return column;
  }

  /** A cell holds one narrow character: file names may have others. */
  private static char narrow(char c) {
    boolean wide = c >= '\u1100' && !(c >= '\u2010' && c <= '\u2bff');
    boolean none = c < ' ' || c >= '\u0300' && c < '\u0370' || c == '\u007f';
    return wide || none ? '\u00b7' : c;
  }

  /** Text that ends right before {@code end}. */
  void textTo(int end, int y, String text, Ink ink) {
    text(end - text.length(), y, text, ink);
  }

  /** Text; if it does not fit into {@code room} columns it ends with an ellipsis. */
  int fitted(int x, int y, String text, int room, Ink ink) {
    return text(x, y, fit(text, room), ink);
  }

  static String fit(String text, int room) {
    if (text.length() <= room) {
      return text;
    }
    return room <= 0 ? "" : text.substring(0, room - 1) + "\u2026";
  }

  void fill(char c, Ink ink) {
    for (int y = 0; y < height; y++) {
      row(y, c, ink);
    }
  }

  void row(int y, char c, Ink ink) {
    for (int x = 0; x < width; x++) {
      put(x, y, c, ink);
    }
  }

  /** A frame around the whole, in one of the styles of {@link Line}; what is inside stays. */
  void frame(Line line, Ink ink) {
    for (int x = 1; x < width - 1; x++) {
      put(x, 0, line.across(), ink);
      put(x, height - 1, line.across(), ink);
    }
    for (int y = 1; y < height - 1; y++) {
      put(0, y, line.down(), ink);
      put(width - 1, y, line.down(), ink);
    }
    put(0, 0, line.corner(0), ink);
    put(width - 1, 0, line.corner(1), ink);
    put(0, height - 1, line.corner(2), ink);
    put(width - 1, height - 1, line.corner(3), ink);
  }

  /** The lines that frames are made of. */
  enum Line {
    SOFT("\u2500\u2502\u256d\u256e\u2570\u256f"),
    HEAVY("\u2501\u2503\u250f\u2513\u2517\u251b"),
    DASHED("\u2504\u2506\u256d\u256e\u2570\u256f"),
    DOTTED("\u00b7\u00b7\u00b7\u00b7\u00b7\u00b7");

    private final String parts;

    Line(String parts) {
      this.parts = parts;
    }

    char across() {
      return parts.charAt(0);
    }

    char down() {
      return parts.charAt(1);
    }

    /** 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
    char corner(int which) {
      return parts.charAt(2 + which);
    }
  }

  /**
   * A frame with a title in its upper line, in soft lines.
   *
   * @return the part inside, with a blank column at either side
   */
  Canvas panel(String title) {
    frame(Line.SOFT, Ink.FRAME);
    fitted(2, 0, " " + title + " ", width - 4, Ink.TITLE);
    return part(2, 1, width - 4, height - 2);
  }

  /** One dot of 2 x 4 in a cell, beside those that are there; other characters stay. */
  void dot(int px, int py, Ink ink) {
    int x = Math.floorDiv(px, 2);
    int y = Math.floorDiv(py, 4);
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return;
    }
    char there = chars[at(x, y)];
    boolean dots = there >= BRAILLE && there <= BRAILLE + 0xff;
    if (there == ' ' || dots) {
      int dx = Math.floorMod(px, 2);
      int dy = Math.floorMod(py, 4);
      int bit = dy < 3 ? 1 << (dx * 3 + dy) : dx == 0 ? 0x40 : 0x80;
      put(x, y, (char) ((dots ? there : BRAILLE) | bit), ink);
    }
  }

  /**
   * A straight line of dots between the middles of two cells.
   *
   * @param every draw each so many dots: 1 is solid, more is dotted
   */
  void line(int x1, int y1, int x2, int y2, int every, Ink ink) {
    int fromX = x1 * 2 + 1;
    int fromY = y1 * 4 + 2;
    int dx = x2 * 2 + 1 - fromX;
    int dy = y2 * 4 + 2 - fromY;
    int steps = Math.max(1, Math.max(Math.abs(dx), Math.abs(dy)));
    for (int i = 0; i <= steps; i += every) {
      dot(
          fromX + Math.round((float) dx * i / steps),
          fromY + Math.round((float) dy * i / steps),
          ink);
    }
  }

  /** Draws all cells of another one here. */
  void copy(Canvas other) {
    for (int y = 0; y < other.height; y++) {
      for (int x = 0; x < other.width; x++) {
        put(x, y, other.charAt(x, y), other.inkAt(x, y));
      }
    }
  }

  /** The text of each row, without blanks at its end. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(height);
    for (int y = 0; y < height; y++) {
      lines.add(new String(chars, at(0, y), width).stripTrailing());
    }
    return lines;
  }

  /** The rows with the escapes that colour them. */
  List<String> ansi(Theme theme) {
    List<String> lines = new ArrayList<>(height);
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder();
      Ink now = null;
      for (int x = 0; x < width; x++) {
        Ink ink = inkAt(x, y);
        if (ink != now) {
          line.append(theme.look(ink).ansi());
          now = ink;
        }
        line.append(charAt(x, y));
      }
      lines.add(line.append("\u001b[0m").toString());
    }
    return lines;
  }

  /** The same in ASCII: each character has its stand-in of one column. */
  Canvas inAscii() {
    char[] plain = new char[chars.length];
    for (int i = 0; i < chars.length; i++) {
      plain[i] = Ascii.of(chars[i]);
    }
    return new Canvas(plain, inks, stride, left, top, width, height);
  }
}
