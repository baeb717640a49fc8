package sandstore.lab.check;

/** What a checker says. Unknown is not a pass. */
public enum Verdict {
  LINEARIZABLE("linearizable", 0),
  NOT_LINEARIZABLE("not linearizable", 1),
  /** Memory or patience ended first. */
  UNKNOWN("unknown", 3);

  private final String words;
  private final int status;

  Verdict(String words, int status) {
    this.words = words;
    this.status = status;
  }

  public String words() {
    return words;
  }

  /** The exit status that says so. */
  public int status() {
    return status;
  }
}
