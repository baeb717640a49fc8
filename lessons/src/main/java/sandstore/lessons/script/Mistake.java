package sandstore.lessons.script;

/**
 * What is wrong in a lesson's file, and where.
 *
 * @param line from 1
 * @param column from 1
 */
public record Mistake(String file, int line, int column, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
