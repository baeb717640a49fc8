package sandstore.lab.bench;

import java.util.Locale;

/** One operation of the client library. */
public enum Kind {
  PUT,
  GET,
  CREATE,
  STAT;

  /** Lower case, singular. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
