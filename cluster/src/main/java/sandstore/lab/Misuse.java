package sandstore.lab;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli says of a line that does not fit its command, in words for people. Pure. */
final class Misuse {
  private static final Pattern INVALID =
      Pattern.compile(
          "Invalid value for (?:option '([^']*)'|positional parameter at index \\S+)"
              + "(?: \\((?:<)?([^)>]*)>?\\))?: (?:cannot convert )?(.*)",
          Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("('.*') is not an? (?:int|long)");

  private Misuse() {}

  /** What may have been meant, best first. */
  static List<String> meant(UnmatchedArgumentException e) {
    if (!e.isUnknownOption()) {
      return e.getSuggestions();
    }
    Set<String> known = new TreeSet<>(e.getCommandLine().getCommandSpec().optionsMap().keySet());
    known.add("--json"); // every command's
    return Nearest.to(e.getUnmatched().get(0), known);
  }

  static String words(ParameterException e) {
    String said = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException u) {
      return u.isUnknownOption()
          ? "there is no option " + u.getUnmatched().get(0)
          : "'" + String.join(" ", u.getUnmatched()) + "' does not belong here";
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().get(0).paramLabel() + " is missing";
    }
    Matcher invalid = INVALID.matcher(said);
    if (!invalid.matches()) {
      return said;
    }
    String name = invalid.group(1) != null ? invalid.group(1) : invalid.group(2);
    String what =
        NUMBER.matcher(invalid.group(3)).replaceFirst("$1 is not a whole number, or far too large");
    return (name == null ? "" : name + ": ") + what;
  }
}
