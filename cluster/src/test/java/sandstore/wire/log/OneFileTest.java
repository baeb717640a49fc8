package sandstore.wire.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneFileTest {
  private static final int LINE = "13:05:09.042 INFO  [main] Store: line 1\n".length();

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("sandstore.node.Store");

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aLineHasTimeLevelThreadAndTheLoggersLastName() throws IOException {
    open(true, 1000);

    logger.warn("{} is {}", "disk", "full");

    assertThat(text("node1.log"))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  \\[main] Store: disk is full\n");
  }

  @Test
  void whatWasThrownFollows() throws IOException {
    open(true, 1000);

    logger.error("oops", new IllegalStateException("broken"));

    assertThat(text("node1.log"))
        .contains("Store: oops\njava.lang.IllegalStateException: broken")
        .contains("at sandstore.wire.log.OneFileTest");
  }

  @Test
  void aFullFileMakesRoomForANewOneAndTwoAreKept() throws IOException {
    open(true, 2 * LINE);

    for (int i = 1; i <= 9; i++) {
      logger.info("line {}", i);
    }

    assertThat(text("node1.log")).contains("line 9").doesNotContain("line 8");
    assertThat(text("node1.log.1")).contains("line 7", "line 8");
    assertThat(text("node1.log.2")).contains("line 5", "line 6");
    assertThat(folder.toFile().list()).hasSize(3);
  }

  @Test
  void goesOnInTheFileOrBeginsAnew() throws IOException {
    open(true, 1000);
    logger.info("first");
    open(true, 1000);
    logger.info("second");
    assertThat(text("node1.log")).contains("first", "second");

    open(false, 1000);
    logger.info("third");
    assertThat(text("node1.log")).contains("third").doesNotContain("second");
  }

  private void open(boolean keep, long maxBytes) {
    logger.setLevel(Level.INFO);
    logger.detachAndStopAllAppenders();
    OneFile file = new OneFile(folder.resolve("node1.log"), keep, maxBytes);
    file.setContext(context);
    file.start();
    logger.addAppender(file);
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
