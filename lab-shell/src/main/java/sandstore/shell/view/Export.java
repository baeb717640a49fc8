package sandstore.shell.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Timeline;

/** Views as files: a picture ({@code .png .svg .txt}) of a moment, or a film ({@code .cast}). */
final class Export {
  private static final int FRAMES_A_SECOND = 5;
  private static final int FONT_SIZE = 16;
  private static final char DOTS = '\u2800';

  private final Timeline timeline;
  private final Extent extent;
  private final Ui ui;

  Export(Timeline timeline, Extent extent, Ui ui) {
    this.timeline = timeline;
    this.extent = extent;
    this.ui = ui;
  }

  /**
   * @param at the moment of a picture; a film is of all that the timeline holds
   * @throws Refusal if the name does not say which kind
   */
  void write(Path file, long at) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".cast")) {
      film(file);
    } else if (name.endsWith(".png")) {
      png(file, frame(at));
    } else if (name.endsWith(".svg")) {
      Files.writeString(file, svg(frame(at), ui.theme()), UTF_8);
    } else if (name.endsWith(".txt")) {
      Files.write(file, frame(at).lines(), UTF_8);
    } else {
      throw new Refusal(
          file.getFileName() + " does not say what it is to be",
          "end it in .png, .svg, .txt or .cast");
    }
  }

  private Canvas frame(long at) {
    return Frame.draw(extent.columns(), extent.rows(), moment(at), ui, 0);
  }

  private Moment moment(long nanos) {
    long low = timeline.first() - 1;
    long high = timeline.last();
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      if (timeline.event(middle).map(LabEvent::receivedNanos).orElse(0L) <= nanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Moment(timeline.viewAt(low), timeline, low, nanos, false);
  }

  /** Asciicast, version 2: a header, then a line for each frame that differs from the last. */
  private void film(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write(
          "{\"version\": 2, \"width\": "
              + extent.columns()
              + ", \"height\": "
              + extent.rows()
              + ", \"title\": \"Sandstore Lab: "
              + ui.view()
              + "\"}\n");
      long begin = timeline.event(timeline.first()).map(LabEvent::receivedNanos).orElse(0L);
      long end = timeline.event(timeline.last()).map(LabEvent::receivedNanos).orElse(begin);
      List<String> before = List.of();
      for (long t = begin; t <= end; t += 1_000_000_000 / FRAMES_A_SECOND) {
        List<String> rows = frame(t).ansi(ui.theme());
        StringBuilder data = new StringBuilder(before.isEmpty() ? "\u001b[2J\u001b[?25l" : "");
        for (int y = 0; y < rows.size(); y++) {
          if (before.isEmpty() || !rows.get(y).equals(before.get(y))) {
            data.append("\u001b[").append(y + 1).append(";1H").append(rows.get(y));
          }
        }
        if (data.length() > 0) {
          out.write(
              String.format(Locale.ROOT, "[%.3f, \"o\", \"%s\"]\n", (t - begin) / 1e9, json(data)));
        }
        before = rows;
      }
    }
  }

  private static String json(CharSequence text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void png(Path file, Canvas canvas) throws IOException {
    Font font = new Font("DejaVu Sans Mono", Font.PLAIN, FONT_SIZE);
    FontMetrics metrics =
        new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(font);
    int w = metrics.charWidth('m');
    int h = metrics.getHeight();
    BufferedImage image =
        new BufferedImage(canvas.width() * w, canvas.height() * h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(font);
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        Theme.Look look = ui.theme().look(canvas.inkAt(x, y));
        g.setColor(new Color(Palette.background(look, ui.theme())));
        g.fillRect(x * w, y * h, w, h);
      }
    }
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        char c = canvas.charAt(x, y);
        if (c != ' ') {
          Theme.Look look = ui.theme().look(canvas.inkAt(x, y));
          g.setFont(look.bold() ? font.deriveFont(Font.BOLD) : font);
          g.setColor(new Color(Palette.foreground(look, ui.theme())));
          if (c >= DOTS && c <= DOTS + 0xff) {
            dots(g, c - DOTS, x * w, y * h, w, h);
          } else {
            g.drawString(String.valueOf(c), x * w, y * h + metrics.getAscent());
          }
        }
      }
    }
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  /** Few fonts have these. */
  private static void dots(Graphics2D g, int bits, int x, int y, int w, int h) {
    for (int dy = 0; dy < 4; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        int bit = dy < 3 ? 1 << (dx * 3 + dy) : dx == 0 ? 0x40 : 0x80;
        if ((bits & bit) != 0) {
          g.fillRect(x + (2 * dx + 1) * w / 4 - 1, y + (2 * dy + 1) * h / 8 - 1, 2, 2);
        }
      }
    }
  }

  /** Cells of 8 x 17 units; whoever looks has a monospaced font. */
  static String svg(Canvas canvas, Theme theme) {
    int w = 8;
    int h = 17;
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"monospace\" font-size=\"13\" xml:space=\"preserve\">%n",
            canvas.width() * w,
            canvas.height() * h));
    out.append(
        String.format(
            "<rect width=\"100%%\" height=\"100%%\" fill=\"#%06x\"/>%n", Palette.paper(theme)));
    for (int y = 0; y < canvas.height(); y++) {
      int x = 0;
      while (x < canvas.width()) {
        int from = x;
        Ink ink = canvas.inkAt(x, y);
        StringBuilder text = new StringBuilder();
        while (x < canvas.width() && canvas.inkAt(x, y) == ink) {
          text.append(canvas.charAt(x++, y));
        }
        run(out, theme, ink, text.toString(), from * w, y * h, w, h);
      }
    }
    return out.append("</svg>\n").toString();
  }

  private static void run(
      StringBuilder out, Theme theme, Ink ink, String text, int x, int y, int w, int h) {
    Theme.Look look = theme.look(ink);
    int back = Palette.background(look, theme);
    if (back != Palette.paper(theme)) {
      out.append(
          String.format(
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>%n",
              x, y, text.length() * w, h, back));
    }
    if (!text.isBlank()) {
      String safe = text.replace("&", "&amp;").replace("<", "&lt;");
      out.append(
          String.format(
              "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s>%s</text>%n",
              x,
              y + 13,
              text.length() * w,
              Palette.foreground(look, theme),
              look.bold() ? " font-weight=\"bold\"" : "",
              safe));
    }
  }
}
