package sandstore.lab;

/** A condition that {@code expect} or {@code wait} was given did not come true in time. */
public final class Unmet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the condition, and says what was seen instead
   */
  public Unmet(String message) {
    super(message);
  }
}
