package sandstore.lab;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sandstore.lab.process.Damage;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;
import sandstore.wire.ledger.PowerCut;

/** What is done to the disks of nodes. */
final class Disks {
  private final Fleet fleet;
  private final Processes processes;
  private final RosterBook book;

  Disks(Fleet fleet, Processes processes, RosterBook book) {
    this.fleet = fleet;
    this.processes = processes;
    this.book = book;
  }

  Map<NodeId, PowerCut> losePower(List<NodeId> nodes) throws InterruptedException {
    processes.losePower(nodes);
    Map<NodeId, PowerCut> lost = new LinkedHashMap<>();
    for (NodeId node : nodes) {
      try {
        lost.put(node, fleet.powerCut(node));
      } catch (IOException e) {
        throw failed(
            "the power of " + node + " was cut, but not everything was taken from its disk: " + e,
            e);
      }
    }
    return lost;
  }

  List<Damage.Place> corrupt(NodeId node, Damage damage) {
    try {
      return fleet.corrupt(node, damage);
    } catch (IOException e) {
      throw failed("the disk of " + node + " cannot be written: " + e, e);
    }
  }

  void wipe(NodeId node) {
    if (fleet.process(node).isPresent()) {
      throw new Refusal(node + " is running", "stop " + node + " first");
    }
    if (book.shape().topology().equals("raft")) {
      book.change(roster -> roster.changed(node, Roster.Seat::emptied)); // before it is done
    }
    try {
      fleet.wipe(node);
    } catch (IOException e) {
      throw failed("the data of " + node + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private static DefiniteFailure failed(String why, IOException e) {
    return new DefiniteFailure(Failure.Code.INTERNAL, why, e);
  }
}
