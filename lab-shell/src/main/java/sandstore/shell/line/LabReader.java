package sandstore.shell.line;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** JLine's reader, with its lock: whoever else writes to the terminal must hold that. */
final class LabReader extends LineReaderImpl {
  private static final String TAKE_OR_COMPLETE = "take-or-complete";

  private Supplier<String> suggestion = () -> "";

  /** The line is drawn for the last time: what was not typed is not there. */
  private boolean ending;

  LabReader(Terminal terminal) throws IOException {
    super(terminal, "lab", null);
  }

  /**
   * From now on a line that may be typed is shown in grey behind what is typed, as far as that is
   * its beginning; Tab takes it.
   *
   * @param line asked for at each key; empty for none
   */
  void suggests(Supplier<String> line) {
    suggestion = line;
    getWidgets().put(TAKE_OR_COMPLETE, this::takeOrComplete);
    KeyMap<Binding> keys = getKeyMaps().get(MAIN);
    if (keys != null) {
      keys.bind(new Reference(TAKE_OR_COMPLETE), "\t");
    }
  }

  private boolean takeOrComplete() {
    String rest = rest();
    if (rest.isEmpty()) {
      return expandOrComplete();
    }
    getBuffer().write(rest);
    return true;
  }

  /** What is left to be typed of the suggestion. */
  private String rest() {
    String typed = getBuffer().toString();
    String line = suggestion.get();
    boolean begun = line.startsWith(typed) && getBuffer().cursor() == typed.length();
    return begun ? line.substring(typed.length()) : "";
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
    String rest = ending || searchTerm != null ? "" : rest();
    return rest.isEmpty()
        ? shown
        : new AttributedStringBuilder()
            .append(shown)
            .styled(AttributedStyle.DEFAULT.faint(), rest)
            .toAttributedString();
  }

  @Override
  protected void doCleanup(boolean nl) {
    ending = true;
    try {
      super.doCleanup(nl);
    } finally {
      ending = false;
    }
  }

  void locked(Runnable write) {
    lock.lock();
    try {
      write.run();
    } finally {
      lock.unlock();
    }
  }

  /** True while a line is being typed; ask only under the lock. */
  boolean typing() {
    return reading;
  }

  /** Puts another prompt before what is being typed; only under the lock. */
  void prompt(String ansi) {
    setPrompt(ansi);
    if (reading) {
      redisplay();
    }
  }
}
