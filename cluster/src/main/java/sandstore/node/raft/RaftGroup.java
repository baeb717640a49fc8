package sandstore.node.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sandstore.node.journal.QuarantinedException;
import sandstore.node.journal.VotingGroup;
import sandstore.proto.Claim;
import sandstore.proto.ConfigureRequest.Step;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.NodeId;

/**
 * Raft's configuration and how it changes: one peer at a time, so that the majorities before and
 * after always share a peer (Ongaro, "Consensus: Bridging Theory and Practice", 2014, section 4.1).
 * JRaft itself goes by way of joint consensus (4.3), which is safe for any change.
 */
final class RaftGroup implements VotingGroup {
  private final PeerId self;
  private final Supplier<RaftMember> member;
  private final Supplier<DefiniteFailure> elsewhere;
  private final FailStop failStop;

  /**
   * @param member throws DefiniteFailure while this node does not take part
   * @param elsewhere says who leads
   */
  RaftGroup(
      PeerId self,
      Supplier<RaftMember> member,
      Supplier<DefiniteFailure> elsewhere,
      FailStop failStop) {
    this.self = self;
    this.member = member;
    this.elsewhere = elsewhere;
    this.failStop = failStop;
  }

  @Override
  public Votes votes() {
    Configuration now = member.get().configuration();
    return new Votes(Peers.texts(now.getPeers()), Peers.texts(now.getLearners()));
  }

  @Override
  public CompletableFuture<Void> configure(Step step, NodeId node, long generation) {
    RaftMember m = member.get();
    if (!m.node().isLeader(false)) {
      return CompletableFuture.failedFuture(elsewhere.get());
    }
    PeerId peer = Peers.of(node, generation);
    Configuration now = m.configuration();
    return switch (step) {
      case ADD_LEARNER -> addLearner(m, now, peer);
      case ADD_VOTER -> addVoter(m, now, peer);
      case REMOVE -> remove(m, now, peer);
      case STEP_UNKNOWN, UNRECOGNIZED -> refused("no such step");
    };
  }

  private static CompletableFuture<Void> addLearner(RaftMember m, Configuration now, PeerId peer) {
    if (now.getPeers().contains(peer) || now.getLearners().contains(peer)) {
      return CompletableFuture.completedFuture(null);
    }
    return change(done -> m.node().addLearners(List.of(peer), done));
  }

  /**
   * A learner stops being one first. JRaft would keep the stream of entries that it sends to the
   * learner, whose answers do not count, and would then close it as a former learner's.
   */
  private static CompletableFuture<Void> addVoter(RaftMember m, Configuration now, PeerId peer) {
    if (now.getPeers().contains(peer)) {
      return CompletableFuture.completedFuture(null);
    }
    if (now.getPeers().size() >= Peers.MOST_VOTERS) {
      return refused("there are %d voters already".formatted(Peers.MOST_VOTERS));
    }
    CompletableFuture<Void> noLearner =
        now.getLearners().contains(peer)
            ? change(done -> m.node().removeLearners(List.of(peer), done))
            : CompletableFuture.completedFuture(null);
    return noLearner.thenCompose(none -> change(done -> m.node().addPeer(peer, done)));
  }

  private CompletableFuture<Void> remove(RaftMember m, Configuration now, PeerId peer) {
    if (peer.equals(self)) {
      return refused("a leader does not remove itself: transfer leadership first");
    }
    if (now.getPeers().contains(peer)) {
      return change(done -> m.node().removePeer(peer, done));
    }
    return now.getLearners().contains(peer)
        ? change(done -> m.node().removeLearners(List.of(peer), done))
        : CompletableFuture.completedFuture(null);
  }

  private interface Change {
    void begin(com.alipay.sofa.jraft.Closure done);
  }

  private static CompletableFuture<Void> change(Change change) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    try {
      change.begin(
          status -> {
            if (status.isOk()) {
              future.complete(null);
            } else {
              future.completeExceptionally(ConfigurationOutcome.judge(status));
            }
          });
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused("raft refuses: " + e.getMessage());
    }
    return future;
  }

  private static CompletableFuture<Void> refused(String why) {
    return CompletableFuture.failedFuture(new DefiniteFailure(Failure.Code.BAD_REQUEST, why));
  }

  @Override
  public void transfer(NodeId to) {
    RaftMember m = member.get();
    PeerId peer =
        m.configuration().getPeers().stream()
            .filter(p -> to.equals(Peers.node(p)))
            .findFirst()
            .orElse(null);
    if (peer == null) {
      throw new DefiniteFailure(Failure.Code.BAD_REQUEST, to + " has no vote and cannot lead");
    }
    Status status = m.node().transferLeadershipTo(peer);
    if (!status.isOk()) {
      throw ConfigurationOutcome.notTransferred(status);
    }
  }

  @Override
  public CompletableFuture<Long> snapshot() {
    return member.get().snapshot();
  }

  @Override
  public @Nullable String objection(NodeId node, Claim claim) {
    RaftMember m = member.get();
    String inLog = m.membersInLog().objection(node, claim);
    if (inLog != null) {
      return inLog;
    }
    long durable = m.durableOn(Peers.of(node, claim.getGeneration()));
    return durable <= claim.getLastIndex()
        ? null
        : "it has acknowledged entries up to %d, and now has them up to %d only"
            .formatted(durable, claim.getLastIndex());
  }

  @Override
  public void quit(String reason) {
    failStop.damaged(new QuarantinedException("peer", reason));
  }
}
