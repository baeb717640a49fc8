package sandstore.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import sandstore.lab.Lab;
import sandstore.lab.command.Reply;
import sandstore.shell.reply.Face;

/** Runs lines one after another, where nobody is asked anything. */
final class Script {
  private static final Set<String> LEAVING = Set.of("exit", "quit");

  private final BiFunction<String, Consumer<Reply>, Lab.Ending> lab;
  private final Face face;
  private final boolean keepGoing;
  private int status;
  private int lines;

  /**
   * @param lab runs a line
   * @param keepGoing go on after a line that did not succeed
   */
  Script(BiFunction<String, Consumer<Reply>, Lab.Ending> lab, Face face, boolean keepGoing) {
    this.lab = lab;
    this.face = face;
    this.keepGoing = keepGoing;
  }

  /** Runs what can be read, line by line as it comes. */
  Script run(Reader from) throws IOException {
    BufferedReader reader = new BufferedReader(from);
    for (String line = reader.readLine(); line != null && run(line); line = reader.readLine()) {}
    return this;
  }

  /** Runs them as far as they succeed. */
  Script run(List<String> typed) {
    for (String line : typed) {
      if (!run(line)) {
        break;
      }
    }
    return this;
  }

  private boolean run(String typed) {
    String line = typed.strip();
    if (LEAVING.contains(line)) {
      return false;
    }
    if (line.isEmpty() || line.startsWith("#")) {
      return true;
    }
    lines++;
    Lab.Ending ending = lab.apply(line, face);
    face.ended(ending);
    status = status == 0 ? ending.status() : status;
    return ending.status() == 0 || keepGoing;
  }

  /** The first failure's exit status; 0 if there was none. */
  int status() {
    return status;
  }

  /** How many lines had a command in them. */
  int lines() {
    return lines;
  }
}
