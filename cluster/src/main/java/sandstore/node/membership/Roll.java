package sandstore.node.membership;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.node.metadata.MemberTable;
import sandstore.proto.MemberEntry;
import sandstore.wire.NodeId;
import sandstore.wire.NodeSettings;

/**
 * Who belongs to the cluster, as one node knows: whom it was told of at its start, and whom the
 * table of members has, without those that were removed since. A node that is starting does not
 * have the table yet, and a founder is in it only once it was registered; so both are needed, and
 * where they differ, the table is the truth.
 *
 * @param table that this was made of
 * @param zones of the members, by name, in order
 */
record Roll(MemberTable table, SortedMap<NodeId, String> zones) {
  static Roll of(NodeSettings settings, MemberTable table) {
    TreeMap<NodeId, String> zones = new TreeMap<>();
    settings.nodes().forEach(node -> zones.put(node, settings.zoneOf(node)));
    for (MemberEntry entry : table.all()) {
      NodeId node = new NodeId(entry.getNode());
      if (entry.getState() == MemberEntry.State.REMOVED) {
        zones.remove(node);
      } else {
        zones.put(node, entry.getZone());
      }
    }
    zones.putIfAbsent(settings.node(), settings.zoneOf(settings.node()));
    return new Roll(table, zones);
  }

  List<NodeId> others(NodeId self) {
    return zones.keySet().stream().filter(node -> !node.equals(self)).toList();
  }
}
