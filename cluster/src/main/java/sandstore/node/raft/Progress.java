package sandstore.node.raft;

import sandstore.node.metadata.Namespace;
import sandstore.node.observe.Reporter;
import sandstore.proto.Applied;
import sandstore.proto.CommitAdvanced;
import sandstore.proto.Event;

/**
 * Reports how far commit and apply are. The first step after a pause is told at once; the steps
 * that follow are folded into one every 50 ms, since a later index says all that an earlier one
 * did.
 */
final class Progress {
  private static final long PAUSE_NANOS = 50_000_000;

  private final Reporter reporter;
  private long committed;
  private long applied;
  private Namespace namespace = Namespace.EMPTY;
  private long reportedCommitted;
  private long reportedApplied;
  private long reportedAt = System.nanoTime() - PAUSE_NANOS;

  Progress(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Where a start or a snapshot has put this node: nothing to report below it. */
  synchronized void startAt(long index) {
    committed = Math.max(committed, index);
    applied = Math.max(applied, index);
    reportedCommitted = Math.max(reportedCommitted, index);
    reportedApplied = Math.max(reportedApplied, index);
  }

  /**
   * Old values are ignored.
   *
   * @param newNamespace as of {@code newApplied}
   */
  synchronized void at(long newCommitted, long newApplied, Namespace newNamespace) {
    committed = Math.max(committed, newCommitted);
    if (newApplied >= applied) {
      applied = newApplied;
      namespace = newNamespace;
    }
    committed = Math.max(committed, applied);
    if (System.nanoTime() - reportedAt >= PAUSE_NANOS) {
      report();
    }
  }

  /**
   * A state that says this is about to be told. What is reported from now on is no less: JRaft
   * knows what is committed long before it has applied it, above all after a start.
   *
   * @param itsNamespace as of {@code itsApplied}
   */
  synchronized void described(long itsCommitted, long itsApplied, Namespace itsNamespace) {
    committed = Math.max(committed, itsCommitted);
    if (itsApplied >= applied) {
      applied = itsApplied;
      namespace = itsNamespace;
    }
  }

  private void report() {
    if (committed > reportedCommitted) {
      reportedCommitted = committed;
      reportedAt = System.nanoTime();
      reporter.report(
          Event.newBuilder().setCommitAdvanced(CommitAdvanced.newBuilder().setTo(committed)));
    }
    if (applied > reportedApplied) {
      reportedApplied = applied;
      reportedAt = System.nanoTime();
      reporter.report(
          Event.newBuilder()
              .setApplied(
                  Applied.newBuilder()
                      .setTo(applied)
                      .setStateHash(namespace.stateHash())
                      .setFiles(namespace.files())));
    }
  }
}
