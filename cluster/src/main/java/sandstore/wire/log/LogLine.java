package sandstore.wire.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * One event as {@code 13:05:09.042 INFO [thread] RaftJournal: message}, local time, and below it
 * what was thrown.
 */
final class LogLine extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int WIDEST_LEVEL = 5;
  private static final int MILLIS_A_DAY = 86_400_000;

  private final ZoneRules zone = ZoneId.systemDefault().getRules();

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(120);
    time(line, event.getTimeStamp());
    String level = event.getLevel().toString();
    line.append(' ').append(level).append(" ".repeat(WIDEST_LEVEL - level.length() + 1));
    line.append('[').append(event.getThreadName()).append("] ");
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(": ").append(event.getFormattedMessage()).append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void time(StringBuilder line, long epochMillis) {
    ZoneOffset offset = zone.getOffset(java.time.Instant.ofEpochMilli(epochMillis));
    int millis = (int) Math.floorMod(epochMillis + offset.getTotalSeconds() * 1000L, MILLIS_A_DAY);
    int seconds = millis / 1000;
    padded(line, seconds / 3600, 2).append(':');
    padded(line, seconds / 60 % 60, 2).append(':');
    padded(line, seconds % 60, 2).append('.');
    padded(line, millis % 1000, 3);
  }

  private static StringBuilder padded(StringBuilder line, int number, int digits) {
    String text = Integer.toString(number);
    return line.append("0".repeat(digits - text.length())).append(text);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
