package sandstore.shell.view;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal before which nobody sits: takes keys from a program, and counts what is written. */
final class Glass implements AutoCloseable {
  private final AtomicLong written = new AtomicLong();
  private final LineDisciplineTerminal terminal;

  Glass(int columns, int rows) throws IOException {
    terminal =
        new LineDisciplineTerminal(
            "glass",
            "xterm-256color",
            new OutputStream() {
              @Override
              public void write(int b) {
                written.incrementAndGet();
              }

              @Override
              public void write(byte[] bytes, int from, int length) {
                written.addAndGet(length);
              }
            },
            StandardCharsets.UTF_8);
    terminal.setSize(Size.of(columns, rows));
  }

  LineDisciplineTerminal terminal() {
    return terminal;
  }

  void type(String keys) throws IOException {
    terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes so far. */
  long written() {
    return written.get();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
