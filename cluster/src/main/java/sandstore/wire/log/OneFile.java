package sandstore.wire.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to a file, each by one write, so that a kill cuts off none. Grown to its limit, it
 * becomes {@code node1.log.1} and what was that {@code .2}; logback's own file appenders do the
 * same and much more, with seventy classes to load before the first line.
 */
final class OneFile extends AppenderBase<ILoggingEvent> {
  private final Path file;
  private final boolean keep;
  private final long maxBytes;
  private final LogLine line = new LogLine();
  private @Nullable OutputStream out;
  private long bytes;

  /**
   * @param keep goes on in the file and keeps two older ones; else begins anew and never rolls
   */
  OneFile(Path file, boolean keep, long maxBytes) {
    this.file = file;
    this.keep = keep;
    this.maxBytes = maxBytes;
  }

  @Override
  public void start() {
    try {
      open(keep);
      super.start();
    } catch (IOException e) {
      addError("cannot write to " + file, e);
    }
  }

  private OutputStream open(boolean append) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream opened =
        Files.newOutputStream(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    out = opened;
    bytes = append ? Files.size(file) : 0;
    return opened;
  }

  @Override
  protected void append(ILoggingEvent event) {
    OutputStream to = out;
    if (to == null) {
      return;
    }
    byte[] text = line.of(event);
    try {
      if (keep && bytes > 0 && bytes + text.length > maxBytes) {
        to = roll(to);
      }
      to.write(text);
      bytes += text.length;
    } catch (IOException e) {
      addError("cannot write to " + file, e);
    }
  }

  private OutputStream roll(OutputStream full) throws IOException {
    full.close();
    if (Files.exists(older(1))) {
      Files.move(older(1), older(2), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
    return open(false);
  }

  private Path older(int generation) {
    return file.resolveSibling(file.getFileName() + "." + generation);
  }

  @Override
  public void stop() {
    super.stop();
    OutputStream open = out;
    out = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      addError("cannot close " + file, e);
    }
  }
}
