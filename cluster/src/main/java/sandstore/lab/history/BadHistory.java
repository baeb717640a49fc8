package sandstore.lab.history;

/**
 * A file that is no history. The message begins with the file and its line: {@code h.edn:12: ..}.
 */
public final class BadHistory extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadHistory(String file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
