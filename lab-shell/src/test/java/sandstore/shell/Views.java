package sandstore.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.NodeView.Process;
import sandstore.proto.LinkRule;
import sandstore.proto.Role;
import sandstore.wire.NodeId;

/** Views made by hand, for faces to show. */
public final class Views {
  private final String topology;
  private final SortedMap<NodeId, NodeView> nodes = new TreeMap<>();
  private final List<LinkRule> faults = new ArrayList<>();

  private Views(String topology) {
    this.topology = topology;
  }

  public static ClusterView none() {
    return new Views("").view();
  }

  public static Views raft() {
    return new Views("raft");
  }

  public Views node(int number, Process process, Role role, long term) {
    NodeId id = NodeId.of(number);
    nodes.put(
        id,
        new NodeView(
            id,
            "zone" + (number % 2 + 1),
            process,
            "",
            1000 + number,
            0,
            1,
            1,
            0,
            role,
            term,
            Optional.empty(),
            Optional.empty(),
            1,
            120,
            List.of(),
            120,
            120,
            0,
            0,
            0,
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            0,
            0,
            0,
            0,
            0,
            List.of()));
    return this;
  }

  public Views fault() {
    faults.add(LinkRule.getDefaultInstance());
    return this;
  }

  public ClusterView view() {
    return new ClusterView(
        1,
        topology,
        nodes,
        List.copyOf(faults),
        0,
        List.of(),
        ClusterView.Operations.NONE,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Five nodes: node2 leads in term 3, node3 is paused, node4 was killed; one fault. */
  public static ClusterView five() {
    return raft()
        .node(1, Process.RUNNING, Role.FOLLOWER, 3)
        .node(2, Process.RUNNING, Role.LEADER, 3)
        .node(3, Process.PAUSED, Role.FOLLOWER, 3)
        .node(4, Process.EXITED, Role.FOLLOWER, 2)
        .node(5, Process.RUNNING, Role.CANDIDATE, 3)
        .fault()
        .view();
  }
}
