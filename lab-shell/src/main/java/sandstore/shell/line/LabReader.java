package sandstore.shell.line;

import java.io.IOException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** JLine's reader, with its lock: whoever else writes to the terminal must hold that. */
final class LabReader extends LineReaderImpl {
  LabReader(Terminal terminal) throws IOException {
    super(terminal, "lab", null);
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
