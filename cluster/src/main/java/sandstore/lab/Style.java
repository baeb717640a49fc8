package sandstore.lab;

/**
 * A few meanings that a face may paint: ANSI escapes, which a face without colours strips ({@link
 * #strip}).
 */
public enum Style {
  GOOD("32"),
  BAD("31"),
  WARN("33"),
  DIM("2"),
  STRONG("1"),
  NODE("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  public String of(Object text) {
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** The text without any style. */
  public static String strip(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  /** Text from outside (file names, a node's output) without control characters. */
  public static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", "\u00b7");
  }
}
