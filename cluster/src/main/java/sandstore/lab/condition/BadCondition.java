package sandstore.lab.condition;

/** A condition that does not compile. The person's mistake. */
public final class BadCondition extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final String hint;

  BadCondition(String message, int position, String hint) {
    super(message);
    this.position = position;
    this.hint = hint;
  }

  /** Where in the text, in characters from 0. */
  public int position() {
    return position;
  }

  /** What to do about it; the known names among it. */
  public String hint() {
    return hint;
  }
}
