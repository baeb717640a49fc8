package sandstore.lab.condition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.ClusterView.Election;
import sandstore.lab.view.Gate;
import sandstore.lab.view.NodeFault;
import sandstore.lab.view.NodeView;
import sandstore.lab.view.NodeView.Process;
import sandstore.lab.view.Precaution;
import sandstore.lab.view.Upkeep;
import sandstore.proto.Health;
import sandstore.proto.LinkRule;
import sandstore.proto.NodeRule;
import sandstore.proto.Role;
import sandstore.proto.RpcDetail;
import sandstore.wire.NodeId;

/**
 * A view as plain values under the names of {@link Names}: strings, booleans, longs, lists and
 * maps, or {@link #UNKNOWN}. Pure.
 */
final class Projection {
  /** Stands for what is not known yet. */
  static final Object UNKNOWN =
      new Object() {
        @Override
        public String toString() {
          return "?";
        }
      };

  private static final Object ABSENT = -1L;

  private Projection() {}

  static Map<String, Object> of(ClusterView view) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("topology", view.topology());
    values.put("leader", leader(view));
    values.put("leaders", names(view.leaders().stream().map(NodeView::id).toList()));
    values.put("term", view.term());
    values.put("nodes", view.nodes().values().stream().map(n -> node(view, n)).toList());
    values.put(
        "faults",
        Stream.concat(
                view.faults().stream().map(Projection::fault),
                view.nodeFaults().stream().map(Projection::fault))
            .toList());
    values.put("files", count(view.files()));
    values.put("chunks", count(view.chunks()));
    values.put("underReplicated", count(view.underReplicated()));
    values.put("corrupt", corrupt(view));
    values.put("orphans", orphans(view));
    values.put("draining", names(List.copyOf(view.upkeep().draining())));
    values.put("drained", names(List.copyOf(view.upkeep().drained())));
    values.put(
        "awaited", names(view.upkeep().awaited().map(Upkeep.Awaited::nodes).orElse(List.of())));
    values.put("quorum", view.voters().isEmpty() ? ABSENT : view.voters().size() / 2 + 1L);
    values.put("voters", names(view.voters()));
    values.put("learners", names(view.leader().map(NodeView::learners).orElse(List.of())));
    values.put("elections", elections(view, -1));
    values.put("operations", operations(view.operations()));
    values.put("held", view.gate().held().stream().map(Projection::held).toList());
    values.put("health", health(view));
    values.put("unsafe", Precaution.off(view).stream().map(Precaution::word).toList());
    return values;
  }

  /** The node under that name; one that does not exist has everything absent. */
  static Map<String, Object> node(ClusterView view, String name) {
    return view.node(new NodeId(name)).map(n -> node(view, n)).orElseGet(() -> nobody(name));
  }

  static Map<String, Object> job(JobState job) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("bytes", job.bytes());
    values.put("done", job.done());
    values.put("status", job.status());
    return values;
  }

  private static Map<String, Object> node(ClusterView view, NodeView n) {
    boolean gone = n.process() == Process.EXITED;
    boolean told = n.known() || gone;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", n.id().name());
    values.put("pid", gone || n.pid() == 0 ? ABSENT : n.pid());
    values.put("zone", n.zone());
    values.put("role", told ? role(n.role()) : UNKNOWN);
    values.put("alive", n.alive());
    values.put("process", n.process().name().toLowerCase(Locale.ROOT));
    values.put("term", told ? n.term() : UNKNOWN);
    values.put("firstIndex", told ? n.firstIndex() : UNKNOWN);
    values.put("lastIndex", told ? n.lastIndex() : UNKNOWN);
    values.put("commitIndex", told ? n.commitIndex() : UNKNOWN);
    values.put("appliedIndex", told ? n.appliedIndex() : UNKNOWN);
    values.put("votedFor", told ? name(n.votedFor()) : UNKNOWN);
    values.put("leader", told ? name(n.leader()) : UNKNOWN);
    values.put("matchIndex", matchIndex(view, n));
    values.put("files", told ? n.files() : UNKNOWN);
    values.put("chunks", told ? n.chunks() : UNKNOWN);
    NodeRule wrong = view.nodeFault(n.id()).orElse(NodeRule.getDefaultInstance());
    values.put("disk", NodeFault.disk(wrong));
    values.put("skewMillis", wrong.getSkewMillis());
    values.put("incarnation", n.incarnation());
    values.put("slow", view.slow(n.id()));
    values.put("ordersPending", view.pending(n));
    return values;
  }

  private static Map<String, Object> nobody(String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Names.Name field : Names.STRUCTS.getOrDefault("Node", List.of())) {
      Object absent =
          switch (field.type()) {
            case "int" -> ABSENT;
            case "bool" -> false;
            case "string" -> "";
            default -> Map.of();
          };
      values.put(field.name(), absent);
    }
    values.put("id", name);
    return values;
  }

  private static Object leader(ClusterView view) {
    Optional<NodeView> leader = view.leader();
    if (leader.isPresent()) {
      return leader.get().id().name();
    }
    return view.running().stream().allMatch(NodeView::known) ? "" : UNKNOWN;
  }

  private static Object corrupt(ClusterView view) {
    return view.running().stream().allMatch(NodeView::known)
        ? view.running().stream().mapToLong(NodeView::corruptChunks).sum()
        : UNKNOWN;
  }

  private static Object orphans(ClusterView view) {
    long sum = 0;
    for (NodeView node : view.running()) {
      Long there = view.upkeep().orphans().get(node.id());
      if (!node.known() || there == null) {
        return UNKNOWN;
      }
      sum += there;
    }
    return sum;
  }

  private static Object count(OptionalLong count) {
    return count.isPresent() ? count.getAsLong() : UNKNOWN;
  }

  private static Map<String, Object> fault(LinkRule rule) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("from", rule.getFrom());
    values.put("to", rule.getTo());
    values.put("cut", rule.getCut());
    values.put("delayMillis", (long) rule.getDelayMillis());
    values.put("lossPercent", Math.round(rule.getLoss() * 100));
    values.put("effect", "");
    return values;
  }

  /** Of a node, which has no other end. */
  private static Map<String, Object> fault(NodeRule rule) {
    Map<String, Object> values = fault(LinkRule.newBuilder().setFrom(rule.getNode()).build());
    values.put("effect", NodeFault.effects(rule));
    return values;
  }

  private static Map<String, Object> held(Gate.Held held) {
    RpcDetail detail = held.message().getDetail();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", held.id());
    values.put("kind", held.message().getKind());
    values.put("from", held.from().name());
    values.put("to", held.to().name());
    values.put("reply", held.message().getReply());
    values.put("term", detail.getTerm() == 0 ? ABSENT : detail.getTerm());
    values.put("index", detail.getLastIndex() == 0 ? ABSENT : detail.getLastIndex());
    return values;
  }

  /** Those of later terms than this. */
  static List<Map<String, Object>> elections(ClusterView view, long afterTerm) {
    int needed = view.voters().size() / 2 + 1;
    return view.elections().stream()
        .filter(e -> e.term() > afterTerm)
        .map(e -> election(e, needed))
        .toList();
  }

  /**
   * Who won had enough votes. As long as fewer were heard of, the others' news of theirs are still
   * on their way, and how many it had is not known yet.
   */
  private static Map<String, Object> election(Election e, int needed) {
    Map<String, Object> tally = new TreeMap<>();
    e.leader().ifPresent(l -> tally.put(l.name(), UNKNOWN));
    e.tally()
        .forEach(
            (candidate, voters) -> {
              boolean all = !e.leader().equals(Optional.of(candidate)) || voters.size() >= needed;
              tally.put(candidate.name(), all ? (Object) (long) voters.size() : UNKNOWN);
            });
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("term", e.term());
    values.put("tally", tally);
    values.put("leader", name(e.leader()));
    values.put("outcome", e.outcome());
    return values;
  }

  private static Map<String, Object> operations(ClusterView.Operations o) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("invoked", o.invoked());
    values.put("ok", o.ok());
    values.put("failed", o.failed());
    values.put("unknown", o.unknown());
    return values;
  }

  private static Map<String, Object> health(ClusterView view) {
    Map<String, Object> by = new LinkedHashMap<>();
    for (NodeView judge : view.nodes().values()) {
      Map<String, Object> of = new LinkedHashMap<>();
      for (NodeId other : view.nodes().keySet()) {
        Health health = judge.health().getOrDefault(other, Health.HEALTH_UNKNOWN);
        of.put(
            other.name(),
            health == Health.HEALTH_UNKNOWN || health == Health.UNRECOGNIZED
                ? ""
                : health.name().toLowerCase(Locale.ROOT));
      }
      by.put(judge.id().name(), of);
    }
    return by;
  }

  private static Map<String, Object> matchIndex(ClusterView view, NodeView n) {
    Map<String, Object> of = new LinkedHashMap<>();
    for (NodeId other : view.nodes().keySet()) {
      NodeView.Replicator replicator = n.replicators().get(other);
      of.put(other.name(), replicator == null ? ABSENT : replicator.match());
    }
    return of;
  }

  private static List<String> names(List<NodeId> ids) {
    return ids.stream().map(NodeId::name).toList();
  }

  private static String name(Optional<NodeId> id) {
    return id.map(NodeId::name).orElse("");
  }

  static String role(Role role) {
    return role == Role.ROLE_UNKNOWN || role == Role.UNRECOGNIZED
        ? ""
        : role.name().toLowerCase(Locale.ROOT);
  }
}
