package sandstore.shell.view;

import sandstore.shell.view.Theme.Look;

/** Colours for pictures: the 256 of terminals as RGB. */
final class Palette {
  private static final int[] STEPS = {0, 95, 135, 175, 215, 255};

  private Palette() {}

  static int paper(Theme theme) {
    return theme == Theme.LIGHT ? 0xffffff : 0x16181d;
  }

  private static int text(Theme theme) {
    return theme == Theme.LIGHT ? 0x202020 : 0xd0d0d0;
  }

  static int foreground(Look look, Theme theme) {
    return look.reverse() ? back(look, theme) : front(look, theme);
  }

  static int background(Look look, Theme theme) {
    return look.reverse() ? front(look, theme) : back(look, theme);
  }

  private static int front(Look look, Theme theme) {
    return look.foreground() < 0 ? text(theme) : rgb(look.foreground());
  }

  private static int back(Look look, Theme theme) {
    return look.background() < 0 ? paper(theme) : rgb(look.background());
  }

  /** Of the cube and the greys, 16 to 255; themes use no others. */
  private static int rgb(int index) {
    if (index >= 232) {
      int grey = 8 + (index - 232) * 10;
      return grey << 16 | grey << 8 | grey;
    }
    int i = Math.max(0, index - 16);
    return STEPS[i / 36] << 16 | STEPS[i / 6 % 6] << 8 | STEPS[i % 6];
  }
}
