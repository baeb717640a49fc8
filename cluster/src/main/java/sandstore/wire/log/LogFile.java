package sandstore.wire.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where this process logs to, and how much. */
public final class LogFile {
  private static final String APPENDER = "sandstore";
  private static final long MAX_BYTES = 4 << 20;

  private static volatile @Nullable LogFile ours;

  private final Path file;
  private final boolean keep;
  private final Map<String, String> levels;

  private LogFile(Path file, boolean keep, Map<String, String> levels) {
    this.file = file;
    this.keep = keep;
    this.levels = levels;
  }

  /**
   * To be called before any logger is made; what is logged by java.util.logging goes there too.
   *
   * @param keep goes on in the file, and keeps two older ones of 4 MiB; else begins it anew
   * @param root the least level that is written, such as {@code INFO}
   * @param others levels of the loggers whose names begin with the key
   */
  public static void open(Path file, boolean keep, String root, Map<String, String> others) {
    Map<String, String> levels = new TreeMap<>(others);
    levels.put(org.slf4j.Logger.ROOT_LOGGER_NAME, root);
    LogFile asked = new LogFile(file, keep, levels);
    ours = asked;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER) == null) {
      context.reset(); // logback has found a configuration of its own
      asked.configure(context);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /**
   * Sets the least level that a logger, and all whose names begin with its own, write from now on.
   *
   * @param logger empty: the root of all
   * @param level such as {@code DEBUG}
   * @return the level that was in force; empty where the log is not ours
   */
  public static String level(String logger, String level) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return "";
    }
    ch.qos.logback.classic.Logger found =
        context.getLogger(logger.isEmpty() ? org.slf4j.Logger.ROOT_LOGGER_NAME : logger);
    String before = found.getEffectiveLevel().toString();
    found.setLevel(Level.toLevel(level));
    return before;
  }

  /** What {@link #open} asked for, if it did. */
  static @Nullable LogFile asked() {
    return ours;
  }

  void configure(LoggerContext context) {
    OneFile appender = new OneFile(file, keep, MAX_BYTES);
    appender.setContext(context);
    appender.setName(APPENDER);
    appender.start();
    levels.forEach((name, level) -> context.getLogger(name).setLevel(Level.toLevel(level)));
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }
}
