package sandstore.node.journal;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.wire.Channels;
import sandstore.wire.NodeId;

/** The primary's thread for one backup: sends what that backup lacks, one request at a time. */
final class BackupSender implements AutoCloseable {
  private static final long RETRY_MILLIS = 50;

  private final PrimaryBackupJournal journal;
  private final Channels channels;
  private final NodeId backup;
  private final long timeoutMillis;
  private final Thread thread;
  private volatile boolean closed;

  BackupSender(PrimaryBackupJournal journal, Channels channels, NodeId backup, long timeoutMillis) {
    this.journal = journal;
    this.channels = channels;
    this.backup = backup;
    this.timeoutMillis = timeoutMillis;
    this.thread = new Thread(this::run, "backup-" + backup);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        ReplicateRequest request = journal.awaitWork(backup);
        if (!send(request)) {
          journal.pause(RETRY_MILLIS);
        }
      }
    } catch (IOException e) {
      journal.stop(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean send(ReplicateRequest request) throws IOException {
    try {
      ReplicateResponse response =
          BackupServiceGrpc.newBlockingStub(channels.to(backup))
              .withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS)
              .replicate(request);
      journal.answered(backup, request, response);
      return true;
    } catch (StatusRuntimeException silence) {
      // Whether the backup counts is decided by heartbeats, not here.
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
