package sandstore.node.raft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import org.jspecify.annotations.Nullable;
import sandstore.node.observe.RpcDescriber;
import sandstore.proto.RpcDetail;

/**
 * Raft's calls by the names of the papers. On the wire a pre-vote is a RequestVote and a heartbeat
 * is an AppendEntries; whoever watches wants them apart.
 */
public final class RaftRpcKinds implements RpcDescriber {
  @Override
  public String kind(String method, @Nullable Object request) {
    if (request instanceof RequestVoteRequest vote) {
      return vote.getPreVote() ? "PreVote" : "RequestVote";
    }
    if (request instanceof AppendEntriesRequest append) {
      return isHeartbeat(append) ? "Heartbeat" : "AppendEntries";
    }
    return method;
  }

  static boolean isHeartbeat(AppendEntriesRequest append) {
    return append.getEntriesCount() == 0 && !Probes.isOne(append);
  }

  @Override
  public @Nullable RpcDetail detail(Object message) {
    RpcDetail.Builder detail = RpcDetail.newBuilder();
    return request(message, detail) || reply(message, detail) ? detail.build() : null;
  }

  private static boolean request(Object message, RpcDetail.Builder detail) {
    if (message instanceof AppendEntriesRequest m) {
      detail
          .setTerm(m.getTerm())
          .setPreviousIndex(m.getPrevLogIndex())
          .setPreviousTerm(m.getPrevLogTerm())
          .setEntries(m.getEntriesCount())
          .setCommitted(m.getCommittedIndex())
          .setLastIndex(m.getPrevLogIndex() + m.getEntriesCount());
    } else if (message instanceof RequestVoteRequest m) {
      detail
          .setTerm(m.getTerm())
          .setLastIndex(m.getLastLogIndex())
          .setPreviousTerm(m.getLastLogTerm());
    } else if (message instanceof InstallSnapshotRequest m) {
      detail.setTerm(m.getTerm()).setLastIndex(m.getMeta().getLastIncludedIndex());
    } else if (message instanceof TimeoutNowRequest m) {
      detail.setTerm(m.getTerm());
    } else {
      return false;
    }
    return true;
  }

  private static boolean reply(Object message, RpcDetail.Builder detail) {
    if (message instanceof AppendEntriesResponse m) {
      detail.setTerm(m.getTerm()).setSuccess(m.getSuccess()).setLastIndex(m.getLastLogIndex());
    } else if (message instanceof RequestVoteResponse m) {
      detail.setTerm(m.getTerm()).setGranted(m.getGranted());
    } else if (message instanceof InstallSnapshotResponse m) {
      detail.setTerm(m.getTerm()).setSuccess(m.getSuccess());
    } else if (message instanceof TimeoutNowResponse m) {
      detail.setTerm(m.getTerm()).setSuccess(m.getSuccess());
    } else if (message instanceof ReadIndexResponse m) {
      detail.setSuccess(m.getSuccess()).setCommitted(m.getIndex());
    } else {
      return false;
    }
    return true;
  }
}
