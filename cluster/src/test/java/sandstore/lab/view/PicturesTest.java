package sandstore.lab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sandstore.proto.DrainingSet;
import sandstore.proto.Event;
import sandstore.proto.FaultSet;
import sandstore.proto.HoldRule;
import sandstore.proto.NodeDrained;
import sandstore.proto.OperationInvoked;
import sandstore.proto.OrphansCounted;
import sandstore.proto.PeerDead;
import sandstore.proto.Quarantined;
import sandstore.proto.RepairAwaits;
import sandstore.proto.RepairProgress;
import sandstore.proto.RpcHeld;
import sandstore.proto.Work;

/** A picture holds all of a view: whoever begins there folds to the same views. */
class PicturesTest {
  private static void story(Trace trace) {
    trace
        .up("raft", 3)
        .wins(1, 1, 2, 3)
        .appended(1, 1, 3, 1, 1)
        .appended(2, 1, 2, 1, 1)
        .committed(1, 2)
        .applied(1, 2)
        .counted(1, 2, 4, 9, 1, 1, 2, 3)
        .node(
            1,
            Event.newBuilder()
                .setPeerDead(PeerDead.newBuilder().setPeer("node3").setSilentMillis(3000)))
        .lab(Event.newBuilder().setOperationInvoked(OperationInvoked.newBuilder().setId(7)))
        .node(
            1,
            Event.newBuilder()
                .setRepairProgress(
                    RepairProgress.newBuilder()
                        .setWork(Work.newBuilder().setWhat("repair").setDone(3).setTotal(9))))
        .node(
            1,
            Event.newBuilder()
                .setRepairAwaits(
                    RepairAwaits.newBuilder().addNodes("node3").setChunks(4).setMillis(8000)))
        .node(2, Event.newBuilder().setOrphansCounted(OrphansCounted.newBuilder().setChunks(2)))
        .node(
            1,
            Event.newBuilder()
                .setDrainingSet(DrainingSet.newBuilder().setIndex(2).setNode("node2").setOn(true)))
        .node(1, Event.newBuilder().setNodeDrained(NodeDrained.newBuilder().setNode("node2")))
        .node(1, Event.newBuilder().setRpcHeld(RpcHeld.newBuilder().setHeld(2).setKind("Vote")))
        .lab(
            Event.newBuilder()
                .setFaultSet(
                    FaultSet.newBuilder().setHoldRule(HoldRule.newBuilder().setKind("Vote"))))
        .cut("node1", "node2")
        .paused(2)
        .exited(1)
        .spawned(1)
        .node(
            3,
            Event.newBuilder()
                .setQuarantined(Quarantined.newBuilder().setWhat("log").setReason("damaged")));
  }

  @Test
  void aViewIsTheSameAfterThePicture() {
    AtomicInteger steps = new AtomicInteger();
    Trace.each(
        new Trace(),
        PicturesTest::story,
        (event, after) -> {
          steps.incrementAndGet();
          assertThat(Pictures.view(Pictures.of(after), after.order())).isEqualTo(after);
        });
    assertThat(steps.get()).isGreaterThan(20);
  }

  @Test
  void theEmptyViewToo() {
    assertThat(Pictures.view(Pictures.of(ClusterView.EMPTY), 0)).isEqualTo(ClusterView.EMPTY);
  }
}
