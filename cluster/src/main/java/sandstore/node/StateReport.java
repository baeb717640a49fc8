package sandstore.node;

import java.util.function.Supplier;
import sandstore.node.chunk.ChunkStore;
import sandstore.node.fault.OrdersInForce;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.membership.WriteSet;
import sandstore.node.repair.Upkeep;
import sandstore.proto.NodeState;
import sandstore.wire.HeldRpc;
import sandstore.wire.LinkGate;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/** All that the lab's fold needs of this node, gathered from the parts that know. */
final class StateReport implements Supplier<NodeState> {
  private final NodeSettings settings;
  private final Journal journal;
  private final ChunkStore chunks;
  private final Membership membership;
  private final WriteSet writeSet;
  private final Upkeep upkeep;
  private final OrdersInForce orders;
  private final LinkGate gate;
  private final java.util.function.IntSupplier port;

  StateReport(
      NodeSettings settings,
      Journal journal,
      ChunkStore chunks,
      Membership membership,
      WriteSet writeSet,
      Upkeep upkeep,
      OrdersInForce orders,
      LinkGate gate,
      java.util.function.IntSupplier port) {
    this.settings = settings;
    this.journal = journal;
    this.chunks = chunks;
    this.membership = membership;
    this.writeSet = writeSet;
    this.upkeep = upkeep;
    this.orders = orders;
    this.gate = gate;
    this.port = port;
  }

  @Override
  public NodeState get() {
    NodeState.Builder state =
        NodeState.newBuilder()
            .setTopology(settings.topology())
            .setZone(settings.zoneOf(settings.node()))
            .setElectionTimeoutMillis(settings.manual() ? 0 : settings.electionTimeout().toMillis())
            .setPid(ProcessHandle.current().pid())
            .setPort(port.getAsInt())
            .setOrdersVersion(orders.version())
            .addAllHeld(gate.holds().list().stream().map(HeldRpc::told).toList())
            .addAllMembers(membership.members())
            .addAllSlow(writeSet.known().stream().map(NodeId::name).toList());
    chunks.describe(state);
    journal.describe(state);
    upkeep.describe(state);
    return state.build();
  }
}
