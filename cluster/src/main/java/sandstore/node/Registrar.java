package sandstore.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.node.journal.Journal;
import sandstore.node.membership.Membership;
import sandstore.node.metadata.MemberTable;
import sandstore.proto.HeartbeatRequest;
import sandstore.proto.NodeState;
import sandstore.proto.Operation;
import sandstore.proto.RegisterNode;
import sandstore.proto.Registration;
import sandstore.proto.ReplicatorMoved;
import sandstore.wire.DaemonThreads;
import sandstore.wire.NodeId;

/**
 * Whoever leads writes into the log what each node has been seen to keep: the committed entries
 * that it has acknowledged, the version of its term and vote, and by which start of its process.
 * That is what a node that comes back is measured by (rule 19). One entry for all, at most one in
 * two seconds, and none while nothing else happens.
 */
final class Registrar implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
  private static final long EVERY_MILLIS = 2_000;

  private final Journal journal;
  private final Membership membership;
  private final NodeId self;
  private final Supplier<HeartbeatRequest> introduction;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("registrar"));
  private final Map<NodeId, Look> looks = new HashMap<>(); // clock only
  private volatile Registered registered = Registered.NOTHING; // one entry is under way at most
  private @Nullable CompletableFuture<?> underway; // clock only

  /** The newest heartbeat of a node, and what it had acknowledged to this leader. */
  private record Look(HeartbeatRequest said, long acknowledged) {}

  Registrar(
      NodeId self,
      Journal journal,
      Membership membership,
      Supplier<HeartbeatRequest> introduction) {
    this.self = self;
    this.journal = journal;
    this.membership = membership;
    this.introduction = introduction;
  }

  void start() {
    var unused =
        clock.scheduleWithFixedDelay(
            this::register, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void register() {
    try {
      if (!journal.leads()) {
        looks.clear();
        return;
      }
      if (underway != null && !underway.isDone()) {
        return;
      }
      List<Registration> seen = seen();
      if (!seen.isEmpty()) {
        underway =
            journal
                .propose(
                    Operation.newBuilder()
                        .setAtMillis(System.currentTimeMillis())
                        .setRegisterNode(RegisterNode.newBuilder().addAllRegistrations(seen))
                        .build())
                .handle(this::outcome);
      }
    } catch (RuntimeException e) {
      LOG.warn("registration failed", e);
    }
  }

  private @Nullable Object outcome(Journal.@Nullable Outcome outcome, @Nullable Throwable failure) {
    if (outcome != null) {
      registered = registered.at(outcome.index());
    } else {
      LOG.info("nobody was registered, which is tried again: {}", String.valueOf(failure));
    }
    return null;
  }

  /** Everybody, if there is news of anybody; else nobody. */
  private List<Registration> seen() {
    NodeState.Builder state = NodeState.newBuilder();
    journal.describe(state);
    MemberTable table = journal.readLocal().namespace().members();
    Registered covered = registered;
    boolean news = covered.missed(state.getCommitIndex());
    List<Registration> seen = new ArrayList<>();
    for (NodeId node : membership.nodes()) {
      HeartbeatRequest said = node.equals(self) ? introduction.get() : membership.lastOf(node);
      if (said == null
          || !said.hasClaim()
          || table.objection(node, said.getClaim()) != null
          || said.getClaim().getGeneration() < table.generation(node)) {
        continue;
      }
      long durable = durable(node, said, state);
      seen.add(
          Registration.newBuilder()
              .setNode(node.name())
              .setZone(membership.zoneOf(node))
              .setClaim(said.getClaim())
              .setDurableIndex(durable)
              .setMetaVersion(said.getMetaVersion())
              .build());
      news |=
          table
              .of(node)
              .filter(
                  e ->
                      e.getProcess() == said.getClaim().getProcess()
                          && !covered.behind(e.getDurableIndex(), durable))
              .isEmpty();
    }
    return news ? seen : List.of();
  }

  /**
   * What this very process of a node has: what the node had acknowledged at the last look, if the
   * same process has been heard since. For a node may have ended meanwhile, and what its next
   * process acknowledges would be held against that if it were written down as the former one's.
   */
  private long durable(NodeId node, HeartbeatRequest said, NodeState.Builder leader) {
    if (node.equals(self)) {
      // Others make a majority without it: what is committed need not be on its own disk yet.
      return Math.min(leader.getCommitIndex(), leader.getLastIndex());
    }
    Look now = new Look(said, acknowledged(node, leader));
    Look before = looks.put(node, now);
    boolean same =
        before != null
            && heardAgain(before.said(), said)
            && before.said().getClaim().getProcess() == said.getClaim().getProcess();
    return same ? before.acknowledged() : 0;
  }

  /** Each heartbeat that arrives is an object of its own. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean heardAgain(HeartbeatRequest before, HeartbeatRequest now) {
    return before != now;
  }

  private static long acknowledged(NodeId node, NodeState.Builder leader) {
    return leader.getReplicatorsList().stream()
        .filter(r -> r.getPeer().equals(node.name()))
        .mapToLong(ReplicatorMoved::getMatch)
        .map(match -> Math.min(match, leader.getCommitIndex()))
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
