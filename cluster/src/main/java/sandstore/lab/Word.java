package sandstore.lab;

/**
 * One word of a typed line.
 *
 * @param text what it means: quotes and backslashes are gone
 * @param typed as it stood there, quotes and all: for conditions, in which quotes are part of the
 *     language, and for commands that run another command
 */
public record Word(String text, String typed) {
  /** True when nothing in it was quoted, so that {@code --json} means the option. */
  boolean plain() {
    return text.equals(typed);
  }

  boolean asksForJson() {
    return plain() && text.equals("--json");
  }
}
