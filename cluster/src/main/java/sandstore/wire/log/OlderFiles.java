package sandstore.wire.log;

import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the last two: {@code node1.log} becomes {@code node1.log.1}, that one {@code .2}. */
final class OlderFiles extends RollingPolicyBase {
  private final Path file;

  OlderFiles(Path file) {
    this.file = file;
    this.compressionMode = CompressionMode.NONE;
  }

  @Override
  public void rollover() throws RolloverFailure {
    try {
      if (Files.exists(older(1))) {
        Files.move(older(1), older(2), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new RolloverFailure("cannot rename " + file, e);
    }
  }

  private Path older(int generation) {
    return file.resolveSibling(file.getFileName() + "." + generation);
  }

  @Override
  public String getActiveFileName() {
    return file.toString();
  }
}
