package sandstore.node.journal;

/** This node must not take part: what it kept is damaged or older than what it promised. */
public final class QuarantinedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;

  /**
   * @param what {@code log}, {@code meta}, {@code snapshot} or {@code identity}
   * @param reason one sentence for a person
   */
  public QuarantinedException(String what, String reason) {
    super(reason);
    this.what = what;
  }

  public String what() {
    return what;
  }
}
