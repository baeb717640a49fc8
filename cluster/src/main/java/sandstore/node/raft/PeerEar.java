package sandstore.node.raft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.google.protobuf.Message;
import sandstore.wire.NodeId;

/** What peers say to each other tells more about roles and progress than JRaft does. */
final class PeerEar implements RaftWires.Ear {
  private final Roles roles;
  private final Replications replications;
  private final Runnable preVoteGranted;

  /**
   * @param preVoteGranted runs when this node has told another that it would get its vote
   */
  PeerEar(Roles roles, Replications replications, Runnable preVoteGranted) {
    this.roles = roles;
    this.replications = replications;
    this.preVoteGranted = preVoteGranted;
  }

  @Override
  public void sending(NodeId to, Message request) {
    if (request instanceof RequestVoteRequest vote && vote.getPreVote()) {
      roles.preVoteSent(to, vote.getTerm());
    } else if (request instanceof AppendEntriesRequest append) {
      roles.leads(append.getTerm());
    }
  }

  @Override
  public void answered(NodeId by, Message request, Message reply) {
    if (request instanceof AppendEntriesRequest append
        && reply instanceof AppendEntriesResponse answer) {
      replications.answered(append, answer);
    }
  }

  @Override
  public void heard(NodeId from, Message request) {
    if (request instanceof AppendEntriesRequest append) {
      roles.heardLeader(from, append.getTerm());
    }
  }

  @Override
  public void replying(NodeId to, Message request, Message reply) {
    if (request instanceof RequestVoteRequest vote
        && vote.getPreVote()
        && reply instanceof RequestVoteResponse answer
        && answer.getGranted()) {
      preVoteGranted.run();
    }
  }
}
