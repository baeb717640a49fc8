package sandstore.lab;

/** A mistake in what was typed, or a moment at which it makes no sense. Nothing was changed. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param message what is wrong, one line without a full stop's worth of blame
   * @param hint what to do, or empty
   */
  public Refusal(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public Refusal(String message) {
    this(message, "");
  }

  public String hint() {
    return hint;
  }
}
