package sandstore.shell.view;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sandstore.shell.view.Theme.Look;

/** Brings a canvas onto Lanterna's screen, which writes the cells that changed. */
final class Painter {
  private final TerminalScreen screen;
  private final Map<Integer, TextCharacter> made = new HashMap<>();
  private @Nullable Theme theme;
  private @Nullable Canvas before;

  Painter(TerminalScreen screen) {
    this.screen = screen;
  }

  /**
   * @param cursor column and row; absent to hide it
   * @param whole write every cell, whether or not it changed
   */
  void paint(Canvas canvas, Theme looks, int @Nullable [] cursor, boolean whole)
      throws IOException {
    TerminalSize size = screen.getTerminalSize();
    int width = Math.min(size.getColumns(), canvas.width());
    int height = Math.min(size.getRows(), canvas.height());
    Canvas last = whole || looks != theme ? null : before;
    if (looks != theme) {
      made.clear();
    }
    boolean same =
        last != null && last.width() == canvas.width() && last.height() == canvas.height();
    boolean changed = !same;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (!same || last == null || !canvas.sameAt(x, y, last)) {
          changed = true;
          screen.setCharacter(x, y, cell(canvas.charAt(x, y), canvas.inkAt(x, y), looks));
        }
      }
    }
    before = canvas;
    theme = looks;
    if (!changed && cursor == null && screen.getCursorPosition() == null) {
      return;
    }
    screen.setCursorPosition(cursor == null ? null : new TerminalPosition(cursor[0], cursor[1]));
    screen.refresh(whole ? RefreshType.COMPLETE : RefreshType.DELTA);
  }

  /** Each is made once: making one is slow. */
  private TextCharacter cell(char c, Ink ink, Theme looks) {
    return made.computeIfAbsent(ink.ordinal() << 16 | c, k -> make(c, looks.look(ink)));
  }

  private static TextCharacter make(char c, Look look) {
    List<SGR> modes = new ArrayList<>();
    if (look.bold()) {
      modes.add(SGR.BOLD);
    }
    if (look.reverse()) {
      modes.add(SGR.REVERSE);
    }
    TextCharacter character =
        TextCharacter.fromCharacter(
            c, colour(look.foreground()), colour(look.background()), modes.toArray(SGR[]::new))[0];
    return character;
  }

  private static TextColor colour(int index) {
    return index < 0 ? TextColor.ANSI.DEFAULT : new TextColor.Indexed(index);
  }
}
