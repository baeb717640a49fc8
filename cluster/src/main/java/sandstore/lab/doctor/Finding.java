package sandstore.lab.doctor;

/**
 * What one check found.
 *
 * @param about what was looked at, a word or two
 * @param found what is there, in a few words
 * @param remedy what to do; empty when all is well
 */
public record Finding(Level level, String about, String found, String remedy) {
  /** How bad it is. */
  public enum Level {
    OK,
    WARN,
    PROBLEM
  }

  static Finding ok(String about, String found) {
    return new Finding(Level.OK, about, found, "");
  }

  static Finding warn(String about, String found, String remedy) {
    return new Finding(Level.WARN, about, found, remedy);
  }

  static Finding problem(String about, String found, String remedy) {
    return new Finding(Level.PROBLEM, about, found, remedy);
  }
}
