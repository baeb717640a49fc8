package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.NodeView;
import sandstore.node.chunk.ChunksOnDisk;
import sandstore.proto.Health;
import sandstore.proto.Member;
import sandstore.proto.NodeState;
import sandstore.proto.StateRequest;
import sandstore.wire.NodeId;

/**
 * Compares what the lab has been told with what is: each node's own state, and the files on its
 * disk.
 *
 * <p><b>Quiet.</b> A node is asked for its state; then the view is awaited that has all events up
 * to the state's position ({@code upto_sequence}); then the node is asked again. If both answers
 * say the same, nothing happened between them, so the view taken in between must say it too: this
 * node was at a quiet point. If they differ, it was not, and is asked again. What a busy node may
 * tell a little later, because it is sampled (the applied index), is waited for as well; a
 * difference that stays is a lie of the view.
 */
final class ViewIsTrue {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Until what a node has told is in the view. */
  private static final Duration TOLD = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Path home;

  private ViewIsTrue(Cluster cluster, Path home) {
    this.cluster = cluster;
    this.home = home;
  }

  /** Waits for a quiet point of each running node, at which the view must be true. */
  static void at(String occasion, TestLab lab) {
    at(occasion, lab.cluster(), lab.lab().home());
  }

  static void at(String occasion, Cluster cluster, Path home) {
    new ViewIsTrue(cluster, home).check(occasion);
  }

  private void check(String occasion) {
    List<String> last = new ArrayList<>();
    await(occasion)
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              last.clear();
              for (NodeView node : cluster.view().nodes().values()) {
                if (node.process() == NodeView.Process.RUNNING) {
                  last.addAll(differences(node.id()));
                }
              }
              assertThat(last).as("%s: the view and the nodes", occasion).isEmpty();
            });
  }

  private List<String> differences(NodeId id) throws InterruptedException {
    NodeState first = ask(id);
    if (first == null) {
      return List.of(id + " does not answer");
    }
    boolean reached = cluster.await(v -> node(v, id).sequence() >= first.getUptoSequence(), TOLD);
    if (!reached) {
      return List.of(id + ": the view does not reach event " + first.getUptoSequence());
    }
    NodeView told = node(cluster.view(), id);
    ChunksOnDisk disk = disk(id);
    NodeState second = ask(id);
    if (second == null || !facts(first).equals(facts(second))) {
      return List.of(id + " is not quiet");
    }
    Map<String, String> is = facts(first);
    Map<String, String> said = facts(told, first.getAppliedIndex());
    List<String> wrong = new ArrayList<>();
    is.forEach(
        (field, value) -> {
          if (!value.equals(said.get(field))) {
            wrong.add(id + "." + field + " is " + value + ", the view says " + said.get(field));
          }
        });
    if (disk.chunks() != first.getChunks()
        || disk.bytes() != first.getChunkBytes()
        || disk.quarantined() != first.getCorruptChunks()) {
      wrong.add(
          "%s says %d chunks, %d bytes, %d corrupt; on its disk are %s"
              .formatted(
                  id, first.getChunks(), first.getChunkBytes(), first.getCorruptChunks(), disk));
    }
    return wrong;
  }

  private @Nullable NodeState ask(NodeId id) {
    try {
      return cluster.calls().observe(id).state(StateRequest.getDefaultInstance());
    } catch (StatusRuntimeException e) {
      return null; // told as a difference, and asked again
    }
  }

  private ChunksOnDisk disk(NodeId id) {
    try {
      return ChunksOnDisk.in(home.resolve(id.name()).resolve("chunks"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeView node(ClusterView view, NodeId id) {
    return view.node(id).orElseThrow();
  }

  /** What a node says of itself. */
  private static Map<String, String> facts(NodeState s) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("zone", s.getZone());
    facts.put("pid", text(s.getPid()));
    facts.put("port", text(s.getPort()));
    facts.put("role", s.getRole().name());
    facts.put("term", text(s.getTerm()));
    facts.put("votedFor", s.getVotedFor());
    facts.put("leader", s.getLeader());
    facts.put("log", s.getFirstIndex() + ".." + s.getLastIndex());
    facts.put("terms", runs(s.getTermsList()));
    facts.put("commitIndex", text(s.getCommitIndex()));
    facts.put("appliedIndex", text(s.getAppliedIndex()));
    facts.put("stateHash", Long.toHexString(s.getStateHash()));
    facts.put("snapshotIndex", text(s.getSnapshotIndex()));
    facts.put("voters", s.getVotersList().stream().sorted().toList().toString());
    facts.put("learners", s.getLearnersList().stream().sorted().toList().toString());
    facts.put("files", text(s.getFiles()));
    facts.put("chunks", text(s.getChunks()));
    facts.put("chunkBytes", text(s.getChunkBytes()));
    facts.put("corruptChunks", text(s.getCorruptChunks()));
    facts.put("ordersVersion", text(s.getOrdersVersion()));
    facts.put("electionTimeoutMillis", text(s.getElectionTimeoutMillis()));
    facts.put("quarantined", s.getQuarantinedList().toString());
    for (Member member : s.getMembersList()) {
      facts.put("health of " + member.getNode(), member.getHealth().name());
    }
    return facts;
  }

  /** What the view says of it, in the same words. */
  private static Map<String, String> facts(NodeView n, long appliedIndex) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("zone", n.zone());
    facts.put("pid", text(n.pid()));
    facts.put("port", text(n.port()));
    facts.put("role", n.role().name());
    facts.put("term", text(n.term()));
    facts.put("votedFor", n.votedFor().map(NodeId::name).orElse(""));
    facts.put("leader", n.leader().map(NodeId::name).orElse(""));
    facts.put("log", n.firstIndex() + ".." + n.lastIndex());
    facts.put("terms", runs(n.terms()));
    facts.put("commitIndex", text(n.commitIndex()));
    facts.put("appliedIndex", text(n.appliedIndex()));
    facts.put(
        "stateHash",
        n.hashIndex() == appliedIndex
            ? Long.toHexString(n.stateHash())
            : "known only at " + n.hashIndex());
    facts.put("snapshotIndex", text(n.snapshotIndex()));
    facts.put("voters", n.voters().stream().map(NodeId::name).sorted().toList().toString());
    facts.put("learners", n.learners().stream().map(NodeId::name).sorted().toList().toString());
    facts.put("files", text(n.files()));
    facts.put("chunks", text(n.chunks()));
    facts.put("chunkBytes", text(n.chunkBytes()));
    facts.put("corruptChunks", text(n.corruptChunks()));
    facts.put("ordersVersion", text(n.ordersVersion()));
    facts.put("electionTimeoutMillis", text(n.electionTimeoutMillis()));
    facts.put("quarantined", n.quarantined().toString());
    n.health().forEach((peer, health) -> facts.put("health of " + peer, name(health)));
    return facts;
  }

  private static String name(Health health) {
    return health.name();
  }

  private static String text(long value) {
    return Long.toString(value);
  }

  private static String runs(List<sandstore.proto.TermRun> runs) {
    return runs.stream().map(r -> r.getFirst() + ":t" + r.getTerm()).toList().toString();
  }
}
