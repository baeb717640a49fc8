package sandstore.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import sandstore.lab.command.Check;

/** Words after {@code lab} behind which options are a command's own, as at the prompt. */
final class Verbs {
  private Verbs() {}

  /**
   * What {@code lab check FILE ..} asks for: the options after that word are the command's, as at
   * the prompt; empty if something else was asked for.
   */
  static Optional<Check> check(String[] args, Arguments arguments) throws Unusable {
    List<String> words = List.of(args);
    int at = words.indexOf("check");
    if (at < 0 || !words.subList(0, at).stream().allMatch(w -> w.matches("--(json|plain)"))) {
      return Optional.empty();
    }
    Check check = new Check();
    CommandLine parser = new CommandLine(check).setExpandAtFiles(false);
    List<String> own = new ArrayList<>(words.subList(at + 1, words.size()));
    arguments.json = words.subList(0, at).contains("--json") | own.remove("--json");
    if (own.remove("--help") | own.remove("-h")) {
      throw new Unusable(parser.getUsageMessage());
    }
    parser.parseArgs(own.toArray(String[]::new));
    return Optional.of(check);
  }

  /** {@code lab soak ..} is {@code lab -c 'soak ..'}: the options after that word are its own. */
  static String[] soak(String[] args) {
    List<String> words = List.of(args);
    int at = words.indexOf("soak");
    boolean first = true;
    for (int i = 0; i < at; i++) {
      first &= words.get(i).startsWith("--") || i > 0 && words.get(i - 1).equals("--home");
    }
    if (at < 0 || !first) {
      return args;
    }
    List<String> own = new ArrayList<>(words.subList(0, at));
    StringBuilder line = new StringBuilder("soak");
    words
        .subList(at + 1, words.size())
        .forEach(w -> line.append(" '").append(w.replace("'", "'\\''")).append('\''));
    own.add("-c");
    own.add(line.toString());
    return own.toArray(String[]::new);
  }
}
