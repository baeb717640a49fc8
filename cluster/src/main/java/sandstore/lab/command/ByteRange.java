package sandstore.lab.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import sandstore.client.Range;
import sandstore.lab.Refusal;

/**
 * Part of a file as people and HTTP write it (RFC 9110, section 14.1.2): {@code 0-99} are the first
 * hundred bytes, {@code 100-} the rest, {@code -100} the last hundred. Offsets may have units.
 */
final class ByteRange implements ITypeConverter<Range> {
  private static final Pattern FORM = Pattern.compile("([0-9][^-]*)?-([0-9][^-]*)?");

  @Override
  public Range convert(String value) {
    Matcher m = FORM.matcher(value);
    if (!m.matches() || (m.group(1) == null && m.group(2) == null)) {
      throw bad(value);
    }
    try {
      if (m.group(1) == null) {
        return new Range(-Quantities.size(m.group(2)), Long.MAX_VALUE);
      }
      long from = Quantities.size(m.group(1));
      long last = m.group(2) == null ? Long.MAX_VALUE - 1 : Quantities.size(m.group(2));
      if (last < from) {
        throw bad(value);
      }
      return new Range(from, last - from + 1);
    } catch (Refusal e) {
      throw new TypeConversionException(e.getMessage() + "; " + e.hint());
    }
  }

  private static TypeConversionException bad(String value) {
    return new TypeConversionException(
        "'" + value + "' is no range; ranges look like 0-99, 1MiB- or -100");
  }
}
