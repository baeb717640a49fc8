package sandstore.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A small shell beside the lab that outlives it, to kill what it left. It notes itself when each
 * process started, since it must compare with what it sees later itself. Safe for use by several
 * threads.
 */
public final class Watchdog implements AutoCloseable {
  private static final String SCRIPT = "watchdog.sh";

  private final Process shell;
  private final OutputStream orders;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.orders = shell.getOutputStream();
  }

  public static Watchdog start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script(), "sandstore-watchdog");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Watchdog(builder.start());
  }

  private static String script() throws IOException {
    try (InputStream in = Watchdog.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IOException(SCRIPT + " is missing on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** From soon after on, the process does not outlive this one. */
  public void add(long pid) throws IOException {
    tell("add " + pid);
  }

  /** It has ended; its id may be another's from now on. */
  public void gone(long pid) throws IOException {
    tell("gone " + pid);
  }

  private synchronized void tell(String line) throws IOException {
    orders.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    orders.flush();
  }

  ProcessHandle handle() {
    return shell.toHandle();
  }

  /** Ends it, and with it whatever is still recorded. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      orders.close();
    }
    try {
      if (!shell.waitFor(5, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
