package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import org.junit.jupiter.api.Test;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.UnknownOutcome;

class ConfigurationOutcomeTest {
  @Test
  void aLeaderWhoseFirstEntryDoesNotHoldYetIsAskedAgain() {
    // JRaft's words right after an election
    Status status = new Status(RaftError.EBUSY, "Changing the configuration");

    assertThat(ConfigurationOutcome.notTransferred(status).code())
        .isEqualTo(Failure.Code.NOT_LEADER);
    assertThat(ConfigurationOutcome.judge(status)).isInstanceOf(DefiniteFailure.class);
  }

  @Test
  void aPeerThatCannotLeadIsRefusedForGood() {
    Status status = new Status(RaftError.EINVAL, "Not in current configuration");

    assertThat(ConfigurationOutcome.notTransferred(status).code())
        .isEqualTo(Failure.Code.BAD_REQUEST);
  }

  @Test
  void aChangeThatWasBegunIsUnknown() {
    Status status = new Status(RaftError.EPERM, "Leader steps down.");

    assertThat(ConfigurationOutcome.judge(status)).isInstanceOf(UnknownOutcome.class);
  }
}
