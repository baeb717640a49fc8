package sandstore.shell.reply;

import java.util.function.Consumer;
import sandstore.lab.Lab;
import sandstore.lab.Reply;

/** Shows what commands say. Replies may come from any thread, and from several at once. */
public interface Face extends Consumer<Reply> {
  /** A line has ended: says what went wrong and what to do, or nothing if it succeeded. */
  void ended(Lab.Ending ending);
}
