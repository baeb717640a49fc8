package sandstore.node.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sandstore.node.observe.RpcDescriber;
import sandstore.proto.BackupEntry;
import sandstore.proto.PlanUploadRequest;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.proto.RpcDetail;

/** What whoever watches is told of a primary's messages. */
class BackupMessagesTest {
  private final RpcDescriber described = RpcDescriber.PLAIN.or(new BackupMessages());

  @Test
  void aViewIsATermAndTheEntriesFollowThePreviousOne() {
    ReplicateRequest request =
        ReplicateRequest.newBuilder()
            .setView(2)
            .setPreviousIndex(6)
            .setPreviousView(1)
            .addEntries(BackupEntry.getDefaultInstance())
            .build();

    assertThat(described.kind("Replicate", request)).isEqualTo("Replicate");
    assertThat(described.detail(request))
        .isEqualTo(
            RpcDetail.newBuilder()
                .setTerm(2)
                .setPreviousIndex(6)
                .setPreviousTerm(1)
                .setEntries(1)
                .setLastIndex(7)
                .build());
  }

  @Test
  void anAnswerSaysWhetherAndWhereTheLogEnds() {
    ReplicateResponse refusal =
        ReplicateResponse.newBuilder().setView(3).setLastIndex(5).setAccepted(false).build();

    assertThat(described.detail(refusal))
        .isEqualTo(RpcDetail.newBuilder().setTerm(3).setLastIndex(5).build());
    assertThat(described.detail(PlanUploadRequest.getDefaultInstance())).isNull();
  }
}
