package sandstore.node.repair;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.Journal;
import sandstore.node.metadata.Namespace;
import sandstore.node.metadata.PlacedChunk;
import sandstore.node.observe.Reporter;
import sandstore.proto.ChunkLost;
import sandstore.proto.Event;
import sandstore.proto.RepairProgress;
import sandstore.proto.RepairQueued;
import sandstore.wire.ChunkKey;
import sandstore.wire.NodeId;

/**
 * What the leader does to keep every chunk at its number of copies: looks, plans, has nodes copy,
 * and tells. It has no state that matters: a new leader finds the same work in the namespace and in
 * what nodes report. All on one thread.
 */
final class Repairer {
  /** Copies in which one node takes part, and all together. */
  private static final int COPIES_A_NODE = 4;

  private static final int COPIES = 16;
  private static final long AVOID_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long SURVEY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A survey may take so much of the time, one part in this many. */
  private static final long SURVEY_SHARE = 20;

  /** How fast and how soon; may change at any time. */
  record Limits(long bytesPerSecond, Duration grace) {}

  private final Reporter reporter;
  private final Runnable roomForMore;
  private final Copying copying;
  private final Surplus surplus;
  private final Drains drains;
  private final Ailing ailing = new Ailing();
  private final Backlog backlog = new Backlog();
  private final Deque<Balance.Move> moves = new ArrayDeque<>();
  private final Map<PlacedChunk, NodeId> thin = new LinkedHashMap<>();
  private final Map<NodeId, Long> avoidUntil = new HashMap<>();
  private final Set<ChunkKey> lost = new HashSet<>();
  private final Pace pace = new Pace();
  private final Work repair = new Work("repair");
  private final Work rebalance = new Work("rebalance");
  private Object surveyed = List.of();
  private long surveyedNanos;
  private long surveyNanos;

  /** Found by the last survey, and only waiting for a node that has just failed to take a copy. */
  private long hindered;

  private long hinderedBytes;

  /**
   * @param roomForMore called when a copy has ended, and another may begin
   */
  Repairer(Calls calls, Journal journal, Executor thread, Reporter reporter, Runnable roomForMore) {
    this.reporter = reporter;
    this.roomForMore = roomForMore;
    this.copying = new Copying(calls, journal, thread, reporter);
    this.surplus = new Surplus(calls, journal, thread);
    this.drains = new Drains(reporter);
  }

  Ailing ailing() {
    return ailing;
  }

  /** Nodes that are not to be given anything for the moment. */
  Set<NodeId> avoid(long nowNanos) {
    avoidUntil.values().removeIf(until -> nowNanos - until >= 0);
    return Set.copyOf(avoidUntil.keySet());
  }

  /** Another leads: it will find out for itself. */
  void resign() {
    ailing.clear();
    backlog.clear();
    moves.clear();
    thin.clear();
    lost.clear();
    drains.clear();
    repair.abandon();
    rebalance.abandon();
    hindered = 0;
    hinderedBytes = 0;
    surveyed = List.of();
  }

  void tick(Namespace namespace, Situation now, Fence.Point order, Limits limits, long nowNanos) {
    survey(namespace, now, nowNanos);
    dispatch(namespace, now, order, limits, nowNanos);
    surplus.drop(namespace, ailing, thin, copying, now.replicas(), order);
    thin.clear();
    drains.tick(namespace, now);
    tell(nowNanos);
  }

  /** Whether there is anything to do, or under way. */
  boolean isIdle(Namespace namespace, Situation now) {
    return backlog.size() == 0
        && moves.isEmpty()
        && copying.size() == 0
        && ailing.isEmpty()
        && namespace.draining().isEmpty()
        && Survey.discontent(namespace, now) == 0
        && !repair.isUnderWay()
        && !rebalance.isUnderWay();
  }

  private void survey(Namespace namespace, Situation now, long nowNanos) {
    Object standing =
        now.nodes().values().stream()
            .map(s -> List.of(s.node(), s.presence(), s.draining()))
            .toList();
    boolean changed = !standing.equals(surveyed);
    boolean idle = backlog.size() == 0; // copies under way may hang on a node that is mute
    boolean due =
        nowNanos - surveyedNanos >= Math.max(SURVEY_EVERY_NANOS, SURVEY_SHARE * surveyNanos);
    if (!changed && !(idle && due)) {
      return;
    }
    surveyed = standing;
    surveyedNanos = nowNanos;
    hindered = 0;
    hinderedBytes = 0;
    if (Survey.discontent(namespace, now) > 0) {
      Survey.into(backlog, namespace, ailing, now);
    } else {
      Survey.ailing(backlog, namespace, ailing, now);
    }
    surveyNanos = System.nanoTime() - nowNanos;
  }

  private void dispatch(
      Namespace namespace, Situation now, Fence.Point order, Limits limits, long nowNanos) {
    List<PlacedChunk> later = new ArrayList<>();
    boolean paced = false;
    while (!paced && copying.size() < COPIES && later.size() < COPIES) {
      PlacedChunk next = backlog.poll();
      if (next == null) {
        break;
      }
      PlacedChunk chunk = namespace.chunk(next.name().toProto());
      if (chunk == null || copying.isUnderWay(chunk.name().toKey())) {
        continue;
      }
      Plan plan = Planner.plan(chunk, ailing.of(chunk.name().toKey()), now);
      if (plan instanceof Plan.Copy copy) {
        boolean fits = fits(copy);
        paced = fits && !pace.take(chunk.length(), limits.bytesPerSecond(), nowNanos);
        if (!fits || paced) {
          later.add(chunk);
        } else {
          repair.begin(nowNanos);
          copy(chunk, copy, now, order, repair);
        }
      } else {
        note(chunk, plan, now);
      }
    }
    later.forEach(c -> backlog.add(c, Planner.readable(c, ailing.of(c.name().toKey()), now)));
    if (backlog.size() == 0 && !paced) {
      move(namespace, now, order, limits, nowNanos);
    }
  }

  private void note(PlacedChunk chunk, Plan plan, Situation now) {
    if (plan instanceof Plan.Thin one) {
      thin.put(chunk, one.drop());
    } else if (plan instanceof Plan.Wait && !now.avoid().isEmpty()) {
      hindered++;
      hinderedBytes += chunk.length();
    } else if (plan instanceof Plan.Lost && lost.add(chunk.name().toKey())) {
      reporter.report(
          Event.newBuilder()
              .setChunkLost(
                  ChunkLost.newBuilder()
                      .setId(chunk.name().toProto())
                      .addAllNodes(chunk.replicas().stream().map(NodeId::name).toList())));
    }
  }

  private boolean fits(Plan.Copy copy) {
    return copying.load(copy.to()) < COPIES_A_NODE
        && copy.from().stream().anyMatch(n -> copying.load(n) < COPIES_A_NODE);
  }

  private void copy(
      PlacedChunk chunk, Plan.Copy copy, Situation now, Fence.Point order, Work work) {
    List<NodeId> from = new ArrayList<>(copy.from());
    from.sort(Comparator.comparing(now::isDraining).thenComparingInt(copying::load));
    if (work == repair && repair.isUnderWay()) {
      int readable = Planner.readable(chunk, ailing.of(chunk.name().toKey()), now);
      reporter.report(
          Event.newBuilder()
              .setRepairQueued(
                  RepairQueued.newBuilder()
                      .setId(chunk.name().toProto())
                      .setCopies(readable)
                      .setWanted(now.wanted())));
    }
    copying.begin(
        chunk, copy, from, order, (done, plan, problem) -> ended(done, plan, problem, work));
  }

  private void ended(PlacedChunk chunk, Plan.Copy plan, @Nullable Throwable problem, Work work) {
    ChunkKey key = chunk.name().toKey();
    if (problem == null) {
      work.did(chunk.length());
      ailing.isWell(key, plan.to());
      lost.remove(key);
    } else {
      work.failed(plan.to() + ": " + words(problem));
      avoidUntil.put(plan.to(), System.nanoTime() + AVOID_NANOS);
    }
    roomForMore.run();
  }

  /** What happened, without the wrapping of who was told of it later. */
  private static String words(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : null;
    return String.valueOf((cause == null ? problem : cause).getMessage());
  }

  /** Copies that only even out: when nothing is short. */
  private void move(
      Namespace namespace, Situation now, Fence.Point order, Limits limits, long nowNanos) {
    for (int tried = 0; tried < COPIES && copying.size() < COPIES && !moves.isEmpty(); tried++) {
      Balance.Move move = moves.element();
      PlacedChunk chunk = namespace.chunk(move.chunk().name().toProto());
      boolean stands =
          chunk != null
              && chunk.replicas().contains(move.from())
              && !chunk.replicas().contains(move.to())
              && now.isHere(move.from())
              && now.isHere(move.to());
      if (!stands || chunk == null) {
        moves.remove();
        continue;
      }
      Plan.Copy copy = new Plan.Copy(List.of(move.from()), move.to(), List.of(move.from()));
      if (!fits(copy) || !pace.take(chunk.length(), limits.bytesPerSecond(), nowNanos)) {
        return;
      }
      moves.remove();
      copy(chunk, copy, now, order, rebalance);
    }
  }

  /** Plans moves that even out the nodes; they are made when nothing is short. */
  List<Balance.Move> rebalance(Namespace namespace, Situation now, long nowNanos) {
    moves.clear();
    moves.addAll(Balance.moves(namespace, now));
    if (!moves.isEmpty()) {
      rebalance.begin(nowNanos);
    }
    return List.copyOf(moves);
  }

  private void tell(long nowNanos) {
    long movesBytes = moves.stream().mapToLong(m -> m.chunk().length()).sum();
    tell(rebalance, moves.size(), movesBytes, moves.isEmpty() && copying.size() == 0, nowNanos);
    tell(
        repair,
        backlog.size() + hindered + (rebalance.isUnderWay() ? 0 : copying.size()),
        backlog.bytes() + hinderedBytes + (rebalance.isUnderWay() ? 0 : copying.bytes()),
        backlog.size() == 0 && hindered == 0 && copying.size() == 0,
        nowNanos);
  }

  private void tell(Work work, long left, long bytesLeft, boolean finished, long nowNanos) {
    if (work.isUnderWay() && finished) {
      report(work.finish(nowNanos));
    } else if (work.isDue(nowNanos)) {
      report(work.tell(left, bytesLeft, nowNanos));
    }
  }

  private void report(sandstore.proto.Work work) {
    reporter.report(
        Event.newBuilder().setRepairProgress(RepairProgress.newBuilder().setWork(work)));
  }
}
