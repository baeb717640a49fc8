package sandstore.lab;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Someone who goes along with whoever types, as a lesson does: it may say where one is, what a word
 * that is no command means now, and that a command has to wait. A lab has at most one.
 */
public interface Companion extends AutoCloseable {
  /** Where one is, in a few words for the prompt: {@code elections 2/4}. */
  String where();

  /**
   * What a line means whose first word names no command: another line, which does.
   *
   * @param typed the line's words, as typed
   */
  Optional<String> means(String typed);

  /** Why this command must not run now; empty if it may. Asked right before it would run. */
  Optional<Refusal> objects(CommandSpec command);

  /** The lab ends, or it is alone again. */
  @Override
  void close();
}
