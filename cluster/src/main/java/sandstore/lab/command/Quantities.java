package sandstore.lab.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sandstore.lab.Refusal;
import sandstore.wire.Link;

/** Durations, sizes and parts, as people type them. */
public final class Quantities {
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+)\\s*(B|KB|KiB|K|MB|MiB|M|GB|GiB|G)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
  private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)%");

  private Quantities() {}

  record Delay(int millis, int jitterMillis) {
    @Override
    public String toString() {
      return millis + " ms" + (jitterMillis == 0 ? "" : " +- " + jitterMillis + " ms");
    }
  }

  static Duration duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (!m.matches()) {
      throw new Refusal("\"" + text + "\" is no duration", "durations look like 200ms, 5s, 2m");
    }
    double unit =
        switch (m.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(m.group(1)) * unit));
  }

  /** Bytes. */
  static long size(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      throw new Refusal("\"" + text + "\" is no size", "sizes look like 64KiB, 8MiB, 300MB");
    }
    String unit = m.group(2) == null ? "" : m.group(2).toLowerCase(Locale.ROOT);
    long factor =
        switch (unit) {
          case "kb" -> 1_000;
          case "k", "kib" -> 1 << 10;
          case "mb" -> 1_000_000;
          case "m", "mib" -> 1 << 20;
          case "gb" -> 1_000_000_000;
          case "g", "gib" -> 1 << 30;
          default -> 1;
        };
    try {
      return Math.multiplyExact(Long.parseLong(m.group(1)), factor);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new Refusal(text + " is too large", "sizes look like 64KiB, 8MiB, 300MB");
    }
  }

  static Delay delay(List<String> words) {
    if (words.isEmpty() || words.size() > 2) {
      throw new Refusal("how slow?", "like this: slow node1 -> node2 200ms +-50ms");
    }
    int jitter = words.size() == 1 ? 0 : millis(words.get(1).replaceFirst("^(\\+-|\u00b1)", ""));
    return new Delay(millis(words.get(0)), jitter);
  }

  private static int millis(String text) {
    long millis = duration(text).toMillis();
    if (millis > 600_000) {
      throw new Refusal("a link is delayed by ten minutes at most");
    }
    return (int) millis;
  }

  /** 0..1. */
  static double percent(List<String> words) {
    Matcher m = PERCENT.matcher(String.join("", words));
    if (!m.matches() || Double.parseDouble(m.group(1)) > 100) {
      String typed = String.join(" ", words);
      throw new Refusal(
          typed.isEmpty() ? "how much?" : "\"" + typed + "\" is no part of a hundred",
          "a part from 0% to 100%, with its sign, after the link: node1 -> node2 20%");
    }
    return Double.parseDouble(m.group(1)) / 100;
  }

  static void nothingMore(List<String> words, String usage) {
    if (!words.isEmpty()) {
      throw new Refusal("\"" + String.join(" ", words) + "\" does not belong here", usage);
    }
  }

  static String list(List<Link> links) {
    return links.stream().map(Link::toString).collect(Collectors.joining(", "));
  }

  /** {@code 1 name}, {@code 2 names}. */
  static String counted(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  /** {@code 96 MiB}, {@code 1.5 GiB}: three digits at most. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 || value >= 100
        ? String.format(Locale.ROOT, "%.0f %s", value, units[unit])
        : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  public static final class AsDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return duration(value);
      } catch (Refusal e) {
        throw new TypeConversionException(e.getMessage() + "; " + e.hint());
      }
    }
  }

  /** 1 or more. */
  public static final class AsCount implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!COUNT.matcher(value).matches()) {
        throw new TypeConversionException("'" + value + "' is not a number from 1 to 999999");
      }
      return Integer.valueOf(value);
    }
  }

  /** {@code none} is 0: that there is no file. */
  static final class AsEtag implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      if (!value.matches("none|[0-9]{1,18}")) {
        throw new TypeConversionException(
            "'" + value + "' is no etag: stat FILE shows one, and none stands for no file");
      }
      return value.equals("none") ? 0 : Long.valueOf(value);
    }
  }

  static final class AsSize implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      try {
        return size(value);
      } catch (Refusal e) {
        throw new TypeConversionException(e.getMessage() + "; " + e.hint());
      }
    }
  }
}
