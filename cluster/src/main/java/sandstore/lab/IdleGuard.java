package sandstore.lab;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.wire.DaemonThreads;

/**
 * Takes a cluster down that nobody has used for a while, and says so: the machines of a class are
 * shared, and five forgotten nodes weigh half a GiB each night.
 */
public final class IdleGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IdleGuard.class);
  private static final int LOOKS = 60;

  private final Lab lab;
  private final Duration limit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("idle-guard"));

  /**
   * @param limit without any command; zero: as long as one likes
   */
  public IdleGuard(Lab lab, Duration limit) {
    this.lab = lab;
    this.limit = limit;
    if (!limit.isZero()) {
      long every = Math.max(1, limit.toMillis() / LOOKS);
      var unused = timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      if (lab.idle().compareTo(limit) < 0 || lab.cluster().isEmpty() || lab.jobs().running()) {
        return;
      }
      lab.down();
      lab.tell(
          new Reply.Note(
              "nothing was asked for during "
                  + words(limit)
                  + ": the nodes are down, the data stays (up resumes)"));
    } catch (Refusal alreadyDown) {
      // Somebody was quicker.
    } catch (RuntimeException e) {
      LOG.error("the nodes of an idle cluster could not be taken down", e);
    }
  }

  private static String words(Duration time) {
    return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " ms";
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
