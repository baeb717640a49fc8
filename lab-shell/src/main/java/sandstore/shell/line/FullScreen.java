package sandstore.shell.line;

import java.util.function.Function;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import sandstore.lab.Reply;

/** What takes the whole terminal for a while, when a command asks for it. */
public interface FullScreen {
  /** Nothing does: answers are printed. */
  FullScreen NONE =
      new FullScreen() {
        @Override
        public boolean wants(Reply.Result result) {
          return false;
        }

        @Override
        public void show(
            Reply.Result result, Terminal terminal, Function<Terminal, LineReader> readers) {}
      };

  /** Whether this answer is to be shown so, instead of printed. */
  boolean wants(Reply.Result result);

  /**
   * Shows it until the person leaves. The terminal is as it was afterwards.
   *
   * @param readers makes a reader like the prompt's on another terminal
   */
  void show(Reply.Result result, Terminal terminal, Function<Terminal, LineReader> readers);
}
