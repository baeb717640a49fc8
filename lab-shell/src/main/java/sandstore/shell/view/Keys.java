package sandstore.shell.view;

import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;
import sandstore.shell.view.Press.Key;

/** Keys as they come from the terminal, in the forms in which terminals send them. */
final class Keys {
  private static final long ESCAPE_MILLIS = 40;
  private static final char ESCAPE = '\033';

  private final BindingReader reader;
  private final KeyMap<Press> map = new KeyMap<>();

  /** The same reader as the prompt's, so that no key is lost between the two. */
  Keys(Terminal terminal) {
    reader = new BindingReader(terminal.reader());
    map.setAmbiguousTimeout(ESCAPE_MILLIS);
    map.setNomatch(Press.of(Key.NOTHING));
    map.setUnicode(Press.of(Key.NOTHING));
    for (char c = ' '; c < '\u007f'; c++) {
      map.bind(Press.of(c), String.valueOf(c));
    }
    cursor(Key.UP, 'A');
    cursor(Key.DOWN, 'B');
    cursor(Key.RIGHT, 'C');
    cursor(Key.LEFT, 'D');
    cursor(Key.HOME, 'H');
    cursor(Key.END, 'F');
    bind(Key.HOME, "\033[1~", "\033[7~");
    bind(Key.END, "\033[4~", "\033[8~");
    bind(Key.PAGE_UP, "\033[5~");
    bind(Key.PAGE_DOWN, "\033[6~");
    bind(Key.BACK_TAB, "\033[Z");
    bind(Key.TAB, "\t");
    bind(Key.ENTER, "\r", "\n");
    bind(Key.ESCAPE, "\033");
    bind(Key.BACKSPACE, "\u007f", "\b");
    bind(Key.INTERRUPT, "\u0003", "\u0004");
    bind(Key.REDRAW, "\f");
  }

  private void cursor(Key key, char letter) {
    bind(key, "\033[" + letter, "\033O" + letter);
  }

  private void bind(Key key, String... forms) {
    map.bind(Press.of(key), forms);
  }

  /** Waits for a key, at most so long; -1 when none can come any more. */
  int await(long millis) {
    int c = reader.peekCharacter(Math.max(1, millis));
    return c == NonBlockingReader.READ_EXPIRED ? 0 : c < 0 ? -1 : 1;
  }

  /** The key of which the next character is a part; null while it is not complete. */
  @Nullable Press next() {
    return reader.readBinding(map, null, false);
  }

  /** The next character as it came. */
  int character() {
    return reader.readCharacter();
  }

  /** Whether that was the Escape key itself, and not the beginning of another one. */
  boolean alone(int character) {
    return character == ESCAPE
        && reader.peekCharacter(ESCAPE_MILLIS) == NonBlockingReader.READ_EXPIRED;
  }
}
