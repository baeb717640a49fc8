package sandstore.shell;

/** Why the lab cannot begin. The message is one line for a person, and says what to do. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  Unusable(String message) {
    super(message);
  }
}
