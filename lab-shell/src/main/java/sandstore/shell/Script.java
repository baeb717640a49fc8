package sandstore.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import sandstore.lab.Lab;
import sandstore.lab.Line;
import sandstore.lab.Refusal;
import sandstore.lab.Reply;
import sandstore.lab.Statement;
import sandstore.shell.reply.Face;

/** Runs commands one after another, where nobody is asked anything. */
final class Script {
  private static final Set<String> LEAVING = Set.of("exit", "quit");

  private final BiFunction<String, Consumer<Reply>, Lab.Ending> lab;
  private final Face face;
  private final boolean keepGoing;
  private int status;
  private int commands;
  private boolean over;

  /**
   * @param lab runs a line that holds one command
   * @param keepGoing go on after one that did not succeed
   */
  Script(BiFunction<String, Consumer<Reply>, Lab.Ending> lab, Face face, boolean keepGoing) {
    this.lab = lab;
    this.face = face;
    this.keepGoing = keepGoing;
  }

  /** Runs what can be read, line by line as it comes. */
  Script run(Reader from) throws IOException {
    BufferedReader reader = new BufferedReader(from);
    for (String line = reader.readLine(); line != null && !over; line = reader.readLine()) {
      run(line);
    }
    return this;
  }

  /** Runs one command after another; none if the text as a whole cannot be understood. */
  Script run(String text) {
    try {
      for (Statement statement : Line.parse(text)) {
        if (!over) {
          run(statement);
        }
      }
    } catch (Refusal e) {
      end(new Lab.Ending(2, String.valueOf(e.getMessage()), e.hint()));
    }
    return this;
  }

  private void run(Statement statement) {
    if (LEAVING.contains(statement.name())) {
      over = true;
      return;
    }
    commands++;
    end(lab.apply(statement.source(), face));
  }

  private void end(Lab.Ending ending) {
    face.ended(ending);
    status = status == 0 ? ending.status() : status;
    over |= ending.status() != 0 && !keepGoing;
  }

  /** The first failure's exit status; 0 if there was none. */
  int status() {
    return status;
  }

  /** How many commands were run. */
  int commands() {
    return commands;
  }
}
