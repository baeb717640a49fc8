package sandstore.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodePeek;
import com.alipay.sofa.jraft.core.State;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.error.RaftError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.Event;
import sandstore.wire.NodeId;

/** What is told of a node's role, as traces. */
class RolesTest {
  private static final NodeId SELF = NodeId.of(1);
  private static final NodeId OTHER = NodeId.of(2);
  private static final NodeId THIRD = NodeId.of(3);

  private final List<String> told = new ArrayList<>();
  private final Roles roles = new Roles(SELF, this::tell);

  private void tell(Event.Builder e) {
    told.add(
        switch (e.getKindCase()) {
          case ROLE_CHANGED ->
              ("%s in %d %s"
                      .formatted(
                          e.getRoleChanged().getRole(),
                          e.getRoleChanged().getTerm(),
                          e.getRoleChanged().getLeader()))
                  .strip();
          case LEADER_ELECTED ->
              "elected "
                  + e.getLeaderElected().getLeader()
                  + " in "
                  + e.getLeaderElected().getTerm();
          case LEADER_STEPPED ->
              "stepped from "
                  + e.getLeaderStepped().getTerm()
                  + ": "
                  + e.getLeaderStepped().getReason();
          case PRE_VOTE_STARTED -> "pre-vote for " + e.getPreVoteStarted().getTerm();
          case ELECTION_STARTED ->
              (e.getElectionStarted().getForced() ? "forced " : "")
                  + "election "
                  + e.getElectionStarted().getTerm();
          default -> e.getKindCase().name();
        });
  }

  private static LeaderChangeContext context(NodeId leader, long term) {
    return new LeaderChangeContext(Peers.of(leader), term, new Status());
  }

  private static NodePeek.View view(State state, long term, PeerId leader) {
    return new NodePeek.View(
        state, term, PeerId.emptyPeer(), leader, Peers.initial(List.of(SELF, OTHER, THIRD)));
  }

  @Test
  void anElection() {
    roles.preVoteSent(OTHER, 1);
    roles.preVoteSent(THIRD, 1);
    roles.preVoteSent(OTHER, 1);
    roles.preVoteSent(THIRD, 1);
    roles.stands(1);
    roles.leads(1);
    roles.leads(1);
    roles.started(1);
    roles.stopped(new Status(RaftError.ERAFTTIMEDOUT, "no majority"));
    roles.following(context(OTHER, 2));
    assertThat(told)
        .containsExactly(
            "pre-vote for 1",
            "pre-vote for 1",
            "election 1",
            "CANDIDATE in 1",
            "elected node1 in 1",
            "LEADER in 1 node1",
            "stepped from 1: no majority",
            "FOLLOWER in 1",
            "elected node2 in 2",
            "FOLLOWER in 2 node2");
  }

  /** JRaft stops to lead when it hands over, and starts again in the same term. */
  @Test
  void whoHandsOverToNobodyLeadsOn() {
    roles.leads(1);
    roles.stopped(new Status(RaftError.ETRANSFERLEADERSHIP, "handing over"));
    roles.started(1);
    roles.started(1);
    roles.stopped(new Status(RaftError.ERAFTTIMEDOUT, "no majority"));
    assertThat(told)
        .containsExactly(
            "elected node1 in 1",
            "LEADER in 1 node1",
            "stepped from 1: handing over",
            "FOLLOWER in 1",
            "LEADER in 1 node1",
            "stepped from 1: no majority",
            "FOLLOWER in 1");
  }

  @Test
  void onlyTheNextElectionIsForced() {
    roles.forceNext();
    roles.stands(1);
    roles.stands(2);
    assertThat(told)
        .containsExactly("forced election 1", "CANDIDATE in 1", "election 2", "CANDIDATE in 2");
  }

  /** The state machine's thread is behind: it tells of the lost leader after the candidacy. */
  @Test
  void whatComesLateIsLeftOut() {
    roles.following(context(OTHER, 1));
    roles.stands(2);
    roles.leaderLost(context(OTHER, 1));
    roles.following(context(OTHER, 1));
    assertThat(told)
        .containsExactly(
            "elected node2 in 1",
            "FOLLOWER in 1 node2",
            "election 2",
            "CANDIDATE in 2",
            "elected node2 in 1");
  }

  @Test
  void whatNobodySawIsToldAtTheSecondLook() {
    roles.stands(3);
    NodePeek.View stepped = view(State.STATE_FOLLOWER, 3, PeerId.emptyPeer());
    roles.compare(stepped);
    assertThat(told).containsExactly("election 3", "CANDIDATE in 3");
    roles.compare(stepped);
    roles.compare(stepped);
    roles.compare(view(State.STATE_FOLLOWER, 2, PeerId.emptyPeer()));
    assertThat(told).containsExactly("election 3", "CANDIDATE in 3", "FOLLOWER in 3");
  }

  @Test
  void aLearnerIsNoFollower() {
    Configuration six =
        Peers.initial(List.of(OTHER, THIRD, NodeId.of(4), NodeId.of(5), NodeId.of(6), SELF));
    NodePeek.View view =
        new NodePeek.View(State.STATE_FOLLOWER, 1, PeerId.emptyPeer(), Peers.of(OTHER), six);
    roles.compare(view);
    roles.compare(view);
    roles.leaderLost(context(OTHER, 1));
    assertThat(told).containsExactly("LEARNER in 1 node2", "LEARNER in 1");
  }
}
