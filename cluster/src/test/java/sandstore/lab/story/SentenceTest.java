package sandstore.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.ChunkId;
import sandstore.proto.ElectionStarted;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Failure;
import sandstore.proto.FaultSet;
import sandstore.proto.FileCommitted;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeDrained;
import sandstore.proto.NodeExited;
import sandstore.proto.OperationUnknown;
import sandstore.proto.PeerSuspected;
import sandstore.proto.RepairAwaits;
import sandstore.proto.RepairDone;
import sandstore.proto.ReplicaCorrupt;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.RpcAnswered;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcDropped;
import sandstore.proto.RpcSent;
import sandstore.proto.VoteCast;

class SentenceTest {
  @Test
  void everyKindHasASentence() {
    for (KindCase kind : KindCase.values()) {
      assertThat(Sentence.knows(kind)).as("%s", kind).isTrue();
      assertThat(Sentence.of(blank(kind))).as("%s", kind).isNotBlank().doesNotEndWith(".");
      assertThat(Noteworthiness.of(blank(kind))).isNotNull();
    }
  }

  /** An event of that kind with nothing in it. */
  private static Event blank(KindCase kind) {
    Event.Builder event = Event.newBuilder().setNode("node1");
    if (kind != KindCase.KIND_NOT_SET) {
      FieldDescriptor field = Event.getDescriptor().findFieldByNumber(kind.getNumber());
      event.setField(field, event.newBuilderForField(field).build());
    }
    return event.build();
  }

  @Test
  void sayWhoDidWhat() {
    List<String> told = new ArrayList<>();
    for (Event.Builder event : story()) {
      Event e = event.setNode(event.getNode().isEmpty() ? "node2" : event.getNode()).build();
      told.add(Noteworthiness.of(e) + ": " + Sentence.of(e));
    }

    assertThat(String.join("\n", told))
        .isEqualTo(
            """
            NOTE: node2 heard nothing from node1 for 900 ms and suspects it
            NOTE: node2 campaigns for term 3, as it was told to
            ROUTINE: node2 voted for itself in term 3
            ROUTINE: node2 sent RequestVote to node4, term 3
            ROUTINE: node4 answered node2's RequestVote with yes after 0.8 ms
            NOTE: node2 won the election for term 3
            NOTE: node1 struck entries 17..18 out of its log: CommitFile /a, Remove /b\u00b7
            ROUTINE: node2 applied entry 19: /a has 20971520 bytes in 3 chunks, version 2
            ROUTINE: the link node1 -> node2 delays by 200 +- 50 ms, loses 20 %
            ROUTINE: the reply to AppendEntries node1 -> node2 vanished: cut node1 -> node2
            LOUD: node2's copy of chunk 3 of upload 00112233aabbccdd is damaged: block 7
            ROUTINE: chunk 3 of upload 00112233aabbccdd was copied from node1 to node4
            ROUTINE: node2: repair waits for node3, node4 for 9 s more before it copies 7 chunks
            NOTE: nothing depends on node2 any more: it may be removed
            ROUTINE: node3 ended: killed by the lab
            LOUD: node3 ended: exit status 3: disk full
            NOTE: put /a (operation 7) may have happened: no answer in time""");
  }

  private static List<Event.Builder> story() {
    return List.of(
        on().setPeerSuspected(PeerSuspected.newBuilder().setPeer("node1").setSilentMillis(900)),
        on().setElectionStarted(ElectionStarted.newBuilder().setTerm(3).setForced(true)),
        on().setVoteCast(VoteCast.newBuilder().setTerm(3).setCandidate("node2")),
        on().setRpcSent(
                RpcSent.newBuilder()
                    .setKind("RequestVote")
                    .setTo("node4")
                    .setDetail(RpcDetail.newBuilder().setTerm(3))),
        on().setRpcAnswered(
                RpcAnswered.newBuilder()
                    .setKind("RequestVote")
                    .setTo("node4")
                    .setTookMicros(830)
                    .setDetail(RpcDetail.newBuilder().setGranted(true))),
        on().setRoleChanged(RoleChanged.newBuilder().setRole(Role.LEADER).setTerm(3)),
        on().setNode("node1")
            .setEntriesTruncated(
                EntriesTruncated.newBuilder()
                    .setFirst(17)
                    .setLast(18)
                    .addOperations("CommitFile /a")
                    .addOperations("Remove /b\u001b")),
        on().setFileCommitted(
                FileCommitted.newBuilder()
                    .setIndex(19)
                    .setPath("/a")
                    .setLength(20 << 20)
                    .setChunks(3)
                    .setVersion(2)),
        on().setFaultSet(
                FaultSet.newBuilder()
                    .setRule(
                        LinkRule.newBuilder()
                            .setFrom("node1")
                            .setTo("node2")
                            .setDelayMillis(200)
                            .setJitterMillis(50)
                            .setLoss(0.2))),
        on().setRpcDropped(
                RpcDropped.newBuilder()
                    .setFrom("node1")
                    .setTo("node2")
                    .setKind("AppendEntries")
                    .setReply(true)
                    .setRule("cut node1 -> node2")),
        on().setReplicaCorrupt(
                ReplicaCorrupt.newBuilder()
                    .setId(ChunkId.newBuilder().setUpload("00112233aabbccdd").setIndex(3))
                    .setReason("block 7")),
        on().setRepairDone(
                RepairDone.newBuilder()
                    .setId(ChunkId.newBuilder().setUpload("00112233aabbccdd").setIndex(3))
                    .setFrom("node1")
                    .setTo("node4")),
        on().setRepairAwaits(
                RepairAwaits.newBuilder()
                    .addNodes("node3")
                    .addNodes("node4")
                    .setChunks(7)
                    .setMillis(8100)),
        on().setNodeDrained(NodeDrained.newBuilder().setNode("node2")),
        exited("killed by the lab"),
        exited("exit status 3: disk full"),
        on().setOperationUnknown(
                OperationUnknown.newBuilder()
                    .setId(7)
                    .setKind("put")
                    .setPath("/a")
                    .setFailure(Failure.newBuilder().setMessage("no answer in time"))));
  }

  private static Event.Builder exited(String cause) {
    return on().setNodeExited(NodeExited.newBuilder().setNode("node3").setCause(cause));
  }

  private static Event.Builder on() {
    return Event.newBuilder();
  }
}
