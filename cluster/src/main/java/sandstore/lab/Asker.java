package sandstore.lab;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Whoever typed a line: where they are, and how they hear of it.
 *
 * @param workingFolder local paths are relative to it
 * @param confined local files outside of that folder are out of reach
 * @param onlyLooks what would change anything is refused
 * @param json show results as JSON even where the line does not say so
 * @param replies may be called by other threads as well, also after the line has ended: by jobs
 */
record Asker(
    Path workingFolder,
    boolean confined,
    boolean onlyLooks,
    boolean json,
    Consumer<Reply> replies) {
  Asker withJson(boolean asJson) {
    return new Asker(workingFolder, confined, onlyLooks, asJson, replies);
  }

  Asker withReplies(Consumer<Reply> others) {
    return new Asker(workingFolder, confined, onlyLooks, json, others);
  }
}
