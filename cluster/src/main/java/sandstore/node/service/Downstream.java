package sandstore.node.service;

import io.grpc.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sandstore.proto.ReplicaOutcome;
import sandstore.proto.WriteHeader;
import sandstore.proto.WriteResult;
import sandstore.wire.Channels;
import sandstore.wire.ChunkSender;
import sandstore.wire.Conduit;
import sandstore.wire.NodeId;
import sandstore.wire.StoreException;

/**
 * The rest of a chain, as the node before it sees it. It never fails: whatever goes wrong there is
 * an outcome of those copies. It is given up after {@link ChunkSender#patience} without progress,
 * which is shorter than what the node before this one has, so that this one can still report.
 */
final class Downstream {
  /** Left of the inbound call's deadline for reporting to its caller. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<NodeId> nodes;
  private final Duration patience;
  private @Nullable ChunkSender sender;
  private String problem = "";

  private Downstream(List<NodeId> nodes) {
    this.nodes = nodes;
    this.patience = ChunkSender.patience(nodes.size());
  }

  /**
   * @param nodes the rest of the chain, first the one to send to
   * @param inbound when the call that this one serves ends
   */
  static Downstream open(
      Channels channels, List<NodeId> nodes, WriteHeader header, @Nullable Deadline inbound) {
    Downstream rest = new Downstream(nodes);
    try {
      rest.sender = ChunkSender.open(channels, nodes.get(0), limit(inbound));
      List<String> after = header.getNextList().subList(1, header.getNextCount());
      WriteHeader theirs = header.toBuilder().clearNext().addAllNext(after).build();
      rest.sender.send(theirs);
    } catch (StoreException e) {
      rest.giveUp(String.valueOf(e.getMessage()));
    }
    return rest;
  }

  private static Duration limit(@Nullable Deadline inbound) {
    if (inbound == null) {
      return LONGEST;
    }
    Duration left = Duration.ofNanos(inbound.timeRemaining(TimeUnit.NANOSECONDS)).minus(MARGIN);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Waits until the next node can take it: this is what bounds the memory of the chain.
   *
   * @param same hands over the same bytes by itself; null if nobody does
   */
  void send(long offset, ByteBuffer data, int crc32c, Conduit.@Nullable Source same)
      throws InterruptedException {
    ChunkSender to = sender;
    if (to == null) {
      return;
    }
    try {
      if (to.awaitReady(patience)) {
        to.send(offset, data, crc32c, patience, same);
      }
    } catch (StoreException e) {
      giveUp(String.valueOf(e.getMessage()));
    }
  }

  void finish() {
    if (sender != null) {
      sender.finish();
    }
  }

  /** What became of each copy from there on. */
  WriteResult result() throws InterruptedException {
    ChunkSender to = sender;
    if (to != null) {
      try {
        return told(to.result(patience), to.waitedMicros());
      } catch (StoreException e) {
        giveUp(String.valueOf(e.getMessage()));
      }
    }
    WriteResult.Builder none = WriteResult.newBuilder();
    for (NodeId node : nodes) {
      boolean first = node.equals(nodes.get(0));
      none.addReplicas(
          ReplicaOutcome.newBuilder()
              .setNode(node.name())
              .setProblem(first ? problem : "not reached through " + nodes.get(0)));
    }
    return none.build();
  }

  /** With how long this node waited for the next, so that whoever sent the chunk hears of it. */
  private static WriteResult told(WriteResult rest, long waitedMicros) {
    if (rest.getReplicasCount() == 0) {
      return rest;
    }
    ReplicaOutcome first = rest.getReplicas(0).toBuilder().setWaitedMicros(waitedMicros).build();
    return rest.toBuilder().setReplicas(0, first).build();
  }

  private void giveUp(String why) {
    problem = why;
    cancel(why);
    sender = null;
  }

  void cancel(String why) {
    if (sender != null) {
      sender.cancel(why);
    }
  }
}
