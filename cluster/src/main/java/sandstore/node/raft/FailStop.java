package sandstore.node.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.observe.Reporter;
import sandstore.proto.DiskFailed;
import sandstore.proto.Event;
import sandstore.proto.Quarantined;

/**
 * Ends the node when it can no longer keep a promise. A dead node is something that Raft is made
 * for; one that forgot a vote, or an entry that it acknowledged, is not.
 */
final class FailStop {
  private static final Logger LOG = LoggerFactory.getLogger(FailStop.class);

  private final Reporter reporter;
  private final Runnable fatal;
  private final AtomicBoolean done = new AtomicBoolean();

  FailStop(Reporter reporter, Runnable fatal) {
    this.reporter = reporter;
    this.fatal = fatal;
  }

  /** A write or a force failed: what is on that disk now, nobody knows. */
  void diskFailed(Path file, IOException e) {
    halt(
        "the disk failed at " + file,
        e,
        Event.newBuilder()
            .setDiskFailed(
                DiskFailed.newBuilder().setFile(file.toString()).setProblem(String.valueOf(e))));
  }

  void damaged(QuarantinedException e) {
    halt(
        "damage in the " + e.what(),
        e,
        Event.newBuilder()
            .setQuarantined(
                Quarantined.newBuilder().setWhat(e.what()).setReason(String.valueOf(e))));
  }

  /** The state machine or JRaft itself gave up. */
  void broken(String what, Throwable e) {
    halt(
        what,
        e,
        Event.newBuilder()
            .setQuarantined(Quarantined.newBuilder().setWhat(what).setReason(String.valueOf(e))));
  }

  private void halt(String what, Throwable e, Event.Builder event) {
    if (done.compareAndSet(false, true)) {
      LOG.error("The node ends itself: {}", what, e);
      reporter.report(event);
      fatal.run();
    }
  }

  /** The node stops in an orderly way: from now on closed files are no failures. */
  void retire() {
    done.set(true);
  }
}
