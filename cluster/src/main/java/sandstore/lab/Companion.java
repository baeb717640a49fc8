package sandstore.lab;

import java.nio.file.Path;
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

  /** The same at length, for faces that show more than a line; may be asked for at any time. */
  default Sheet sheet() {
    return Sheet.NONE;
  }

  /** A local file that it has brought, by a name without folders; empty if it has none of it. */
  default Optional<Path> file(String name) {
    return Optional.empty();
  }

  /** Why this command must not run now; empty if it may. Asked right before it would run. */
  Optional<Refusal> objects(CommandSpec command);

  /** The lab ends, or it is alone again. */
  @Override
  void close();
}
