package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.RaftOutter.EntryMeta;
import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.node.journal.BackupMessages;
import sandstore.node.observe.RpcDescriber;
import sandstore.proto.BackupEntry;
import sandstore.proto.ReplicateRequest;
import sandstore.proto.ReplicateResponse;
import sandstore.proto.RpcDetail;
import sandstore.wire.MessageFields;

/** What a {@code where} may ask about a message is what the message is seen to say. */
class MessageFieldsTest {
  private static final RpcDescriber DESCRIBED = new RaftRpcKinds().or(new BackupMessages());

  private static List<String> said(MessageLite message) {
    RpcDetail detail = DESCRIBED.detail(message);
    assertThat(detail).as("%s", message).isNotNull();
    List<String> said = new ArrayList<>();
    if (detail.getLastIndex() > 0) {
      said.add("index");
    }
    if (detail.getTerm() > 0) {
      said.add("term");
    }
    if (detail.getEntries() > 0) {
      said.add("entries");
    }
    if (detail.getCommitted() > 0) {
      said.add("committed");
    }
    return said;
  }

  private static void agree(String kind, boolean reply, MessageLite.Builder message) {
    assertThat(MessageFields.of(kind, reply))
        .as("%s, reply %s", kind, reply)
        .isEqualTo(said(message.buildPartial()));
  }

  @Test
  void requests() {
    agree(
        "AppendEntries",
        false,
        AppendEntriesRequest.newBuilder()
            .setTerm(1)
            .setCommittedIndex(1)
            .addEntries(EntryMeta.getDefaultInstance()));
    agree(
        "Replicate",
        false,
        ReplicateRequest.newBuilder().setView(1).addEntries(BackupEntry.getDefaultInstance()));
    RequestVoteRequest.Builder vote =
        RequestVoteRequest.newBuilder().setTerm(1).setLastLogIndex(1).setLastLogTerm(1);
    agree("RequestVote", false, vote.setPreVote(false));
    agree("PreVote", false, vote.setPreVote(true));
    agree(
        "InstallSnapshot",
        false,
        InstallSnapshotRequest.newBuilder()
            .setTerm(1)
            .setMeta(SnapshotMeta.newBuilder().setLastIncludedIndex(1).setLastIncludedTerm(1)));
    agree("TimeoutNow", false, TimeoutNowRequest.newBuilder().setTerm(1));
  }

  @Test
  void replies() {
    AppendEntriesResponse.Builder append =
        AppendEntriesResponse.newBuilder().setTerm(1).setSuccess(true).setLastLogIndex(1);
    agree("AppendEntries", true, append);
    agree("Heartbeat", true, append);
    agree("Replicate", true, ReplicateResponse.newBuilder().setView(1).setLastIndex(1));
    RequestVoteResponse.Builder vote = RequestVoteResponse.newBuilder().setTerm(1).setGranted(true);
    agree("RequestVote", true, vote);
    agree("PreVote", true, vote);
    agree("InstallSnapshot", true, InstallSnapshotResponse.newBuilder().setTerm(1));
    agree("TimeoutNow", true, TimeoutNowResponse.newBuilder().setTerm(1));
    agree("ReadIndex", true, ReadIndexResponse.newBuilder().setIndex(1).setSuccess(true));
  }

  @Test
  void ofWhatHasToDoWithNoLogThereIsNone() {
    assertThat(MessageFields.of("CommitFile", false)).isEmpty();
    assertThat(MessageFields.of("CommitFile", true)).isEmpty();
    assertThat(MessageFields.of("ReadIndex", false)).isEmpty();
  }
}
