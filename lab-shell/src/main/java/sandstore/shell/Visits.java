package sandstore.shell;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sandstore.lab.Lab;
import sandstore.lab.attach.Reception;

/**
 * Opens a lab to other terminals ({@code lab attach}), at a moment when nobody waits for anything
 * else: after the first prompt, or once a script has a cluster that can be shared.
 */
final class Visits {
  private static final long PROMPT_FIRST_MILLIS = 500;

  private final Lab lab;
  private boolean begun;

  Visits(Lab lab) {
    this.lab = lab;
  }

  /** The prompt is about to be shown. */
  void prompt() {
    begin(PROMPT_FIRST_MILLIS);
  }

  /** A command of a script has ended. */
  void commandEnded() {
    if (lab.cluster().isPresent()) {
      begin(0);
    }
  }

  private void begin(long delayMillis) {
    if (!begun) {
      begun = true;
      CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS)
          .execute(() -> new Reception(lab).open());
    }
  }
}
