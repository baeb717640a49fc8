package sandstore.shell.line;

import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/**
 * The arrow keys, as a terminal sends them while no line is read.
 *
 * <p>JLine puts the terminal into its keypad mode for a line, and knows the keys as they are sent
 * then ({@code ESC O A}). What is typed ahead, while a command runs, comes in the other form
 * ({@code ESC [ A}; ECMA-48, section 8.3.22) and would be read as text.
 */
final class Arrows {
  private Arrows() {}

  static void bindBothForms(LineReader reader) {
    KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
    keys.bind(new Reference(LineReader.UP_LINE_OR_HISTORY), "\033[A");
    keys.bind(new Reference(LineReader.DOWN_LINE_OR_HISTORY), "\033[B");
    keys.bind(new Reference(LineReader.FORWARD_CHAR), "\033[C");
    keys.bind(new Reference(LineReader.BACKWARD_CHAR), "\033[D");
  }
}
