package sandstore.node.journal;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import sandstore.proto.BackupServiceGrpc;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;

/** The door through which a primary reaches its backup. */
final class ReplicateEndpoint extends BackupServiceGrpc.BackupServiceImplBase {
  private final PrimaryBackupJournal journal;

  ReplicateEndpoint(PrimaryBackupJournal journal) {
    this.journal = journal;
  }

  @Override
  public void replicate(ReplicateRequest request, StreamObserver<ReplicateResponse> to) {
    ReplicateResponse response;
    try {
      response = journal.replicate(request);
    } catch (IOException e) {
      journal.stop(e);
      return; // the process has ended, or is about to: no answer is the right answer
    }
    to.onNext(response);
    to.onCompleted();
  }
}
