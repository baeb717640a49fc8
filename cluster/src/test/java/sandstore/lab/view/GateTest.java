package sandstore.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.Event;
import sandstore.proto.FaultCleared;
import sandstore.proto.FaultSet;
import sandstore.proto.HeldFate;
import sandstore.proto.HoldRule;
import sandstore.proto.NodeState;
import sandstore.proto.RpcHeld;
import sandstore.proto.RpcReleased;

/** What waits, as the events tell it. */
class GateTest {
  private static final HoldRule RULE = HoldRule.newBuilder().setKind("AppendEntries").build();

  private static RpcHeld append(long number, int from, int to) {
    return RpcHeld.newBuilder()
        .setId(100 + number)
        .setFrom("node" + from)
        .setTo("node" + to)
        .setKind("AppendEntries")
        .setHeld(number)
        .build();
  }

  private static Event.Builder held(RpcHeld message) {
    return Event.newBuilder().setRpcHeld(message);
  }

  private static Event.Builder released(RpcHeld message) {
    return Event.newBuilder()
        .setRpcReleased(RpcReleased.newBuilder().setMessage(message).setFate(HeldFate.DELIVERED));
  }

  private static List<String> ids(Trace trace) {
    return trace.view().gate().held().stream().map(Gate.Held::id).toList();
  }

  @Test
  void messagesWaitInTheOrderInWhichTheLabHeardOfThem() {
    Trace trace = new Trace().up("raft", 3);
    trace.node(1, held(append(1, 1, 2))).node(1, held(append(2, 1, 3)));
    trace.node(2, held(append(1, 1, 2).toBuilder().setReply(true).build()));

    assertThat(ids(trace)).containsExactly("node1.1", "node1.2", "node2.1");
    assertThat(trace.view().gate().held("node2.1").map(Gate.Held::from)).contains(Trace.id(2));
    assertThat(trace.view().gate().held("node2.1").map(Gate.Held::to)).contains(Trace.id(1));
    assertThat(trace.view().describe()).contains("held: node2.1 reply to AppendEntries node2");

    trace.node(1, released(append(1, 1, 2)));
    assertThat(ids(trace)).containsExactly("node1.2", "node2.1");
  }

  @Test
  void withAProcessGoesWhatWaitedInIt() {
    Trace trace = new Trace().up("raft", 3);
    trace.node(1, held(append(1, 1, 2))).node(2, held(append(1, 2, 1)));
    assertThat(ids(trace.exited(1))).containsExactly("node2.1");
  }

  @Test
  void aStateSaysAllThatWaits() {
    Trace trace = new Trace().up("raft", 3);
    trace.node(1, held(append(1, 1, 2))).node(2, held(append(1, 2, 1)));
    NodeState.Builder state =
        NodeState.newBuilder().addHeld(append(1, 1, 2)).addHeld(append(4, 1, 3));
    long since = trace.view().gate().held().get(0).order();

    assertThat(ids(trace.state(1, state, 3))).containsExactly("node1.1", "node2.1", "node1.4");
    assertThat(trace.view().gate().held().get(0).order()).isEqualTo(since);
    assertThat(ids(trace.state(1, NodeState.newBuilder(), 3))).containsExactly("node2.1");
  }

  @Test
  void rulesComeAndGo() {
    Trace trace = new Trace().up("raft", 3);
    trace.lab(Event.newBuilder().setFaultSet(FaultSet.newBuilder().setHoldRule(RULE)));
    assertThat(trace.view().gate().rules()).containsExactly(RULE);
    assertThat(trace.view().faults()).isEmpty();
    trace.lab(Event.newBuilder().setFaultCleared(FaultCleared.newBuilder().setHoldRule(RULE)));
    assertThat(trace.view().gate()).isEqualTo(Gate.OPEN);
  }
}
