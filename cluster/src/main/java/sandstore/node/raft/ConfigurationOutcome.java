package sandstore.node.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;
import sandstore.wire.UnknownOutcome;

/**
 * What JRaft says about a change of the configuration that failed. As with entries, only what it
 * says before it has appended anything is definite: that it does not lead, that another change or a
 * transfer is under way, that the new peer did not catch up.
 */
final class ConfigurationOutcome {
  private ConfigurationOutcome() {}

  static StoreException judge(Status status) {
    RaftError code = status.getRaftError();
    String message = String.valueOf(status.getErrorMsg());
    if (code == RaftError.ECATCHUP) {
      return new DefiniteFailure(
          Failure.Code.UNREACHABLE, "the new voter does not get the log in time: " + message);
    }
    if (code == RaftError.EBUSY || (code == RaftError.EPERM && message.equals("Not leader"))) {
      return new DefiniteFailure(
          Failure.Code.NOT_LEADER, "the configuration cannot be changed now: " + message);
    }
    return new UnknownOutcome(
        Failure.Code.LEADER_STEPPED_DOWN,
        "the change of the configuration was begun, and nobody can say yet whether it holds: "
            + message);
  }

  /** Nothing was begun. A new leader, for one, gives nothing away until its first entry holds. */
  static DefiniteFailure notTransferred(Status status) {
    RaftError code = status.getRaftError();
    boolean later = code == RaftError.EBUSY || code == RaftError.EPERM;
    return new DefiniteFailure(
        later ? Failure.Code.NOT_LEADER : Failure.Code.BAD_REQUEST,
        "leadership stays where it is: " + status.getErrorMsg());
  }
}
