package sandstore.shell.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/** How large a frame is, in cells. */
record Extent(int columns, int rows) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3})x(\\d{1,3})");

  /**
   * @throws Refusal if it is not {@code 120x40} or the like
   */
  static Extent of(String typed) {
    Matcher m = FORM.matcher(typed);
    if (!m.matches()) {
      throw new Refusal(Style.harmless(typed) + " is no size", "columns x rows, as in 120x40");
    }
    return new Extent(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }
}
