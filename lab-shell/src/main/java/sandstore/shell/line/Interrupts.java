package sandstore.shell.line;

import java.util.HashMap;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.Signals;

/**
 * Ctrl-C, and the going on after Ctrl-Z, for a terminal that does not hear of signals itself:
 * JLine's dumb one leaves them to the JVM, whose way with Ctrl-C is to end.
 */
final class Interrupts implements AutoCloseable {
  private final Map<String, Object> before = new HashMap<>();

  private Interrupts() {}

  /** Until it is closed, what the system signals is handed to this terminal. */
  static Interrupts handedTo(Terminal terminal) {
    Interrupts interrupts = new Interrupts();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      interrupts.hand(Signal.INT, terminal);
      interrupts.hand(Signal.CONT, terminal);
    }
    return interrupts;
  }

  private void hand(Signal signal, Terminal terminal) {
    before.put(signal.name(), Signals.register(signal.name(), () -> terminal.raise(signal)));
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}
