package sandstore.lab.view;

import java.util.Map;
import java.util.Optional;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.LeaderElected;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.VoteCast;
import sandstore.wire.NodeId;

/** Terms, votes, roles, elections. */
final class RaftCases {
  private RaftCases() {}

  static void addTo(Map<KindCase, Fold.ByNode> cases) {
    cases.put(KindCase.TERM_ADVANCED, RaftCases::termAdvanced);
    cases.put(KindCase.VOTE_CAST, RaftCases::voteCast);
    cases.put(KindCase.ROLE_CHANGED, RaftCases::roleChanged);
    cases.put(KindCase.LEADER_ELECTED, RaftCases::leaderElected);
    cases.put(KindCase.LEADER_STEPPED, RaftCases::leaderStepped);
    cases.put(KindCase.ELECTION_STARTED, RaftCases::electionStarted);
    cases.put(KindCase.ELECTION_TIMER_RESET, RaftCases::electionTimerReset);
    cases.put(KindCase.CONFIGURATION_CHANGED, RaftCases::configurationChanged);
    cases.put(KindCase.REPLICATOR_MOVED, RaftCases::replicatorMoved);
  }

  private static void termAdvanced(ViewDraft view, NodeDraft node, Event event) {
    long term = event.getTermAdvanced().getTerm();
    node.reaches(term);
    node.term = term; // even if it fell: that is for the invariants to say
    view.elections.gaveUpAllBut(node.id, node.term);
  }

  private static void voteCast(ViewDraft view, NodeDraft node, Event event) {
    VoteCast vote = event.getVoteCast();
    NodeId candidate = new NodeId(vote.getCandidate());
    node.reaches(vote.getTerm());
    if (vote.getTerm() == node.term) {
      node.votedFor = Optional.of(candidate);
    }
    view.elections.voted(node.id, candidate, vote.getTerm());
  }

  private static void electionStarted(ViewDraft view, NodeDraft node, Event event) {
    long term = event.getElectionStarted().getTerm();
    node.reaches(term);
    if (term == node.term && !node.leads()) {
      node.becomes(Role.CANDIDATE);
      node.leader = Optional.empty();
    }
    view.elections.gaveUpAllBut(node.id, term);
    view.elections.campaigns(node.id, term);
  }

  private static void roleChanged(ViewDraft view, NodeDraft node, Event event) {
    RoleChanged change = event.getRoleChanged();
    Role role = change.getRole();
    node.reaches(change.getTerm());
    boolean late = change.getTerm() != 0 && change.getTerm() < node.term;
    if (!late || !(ofOneTerm(role) || ofOneTerm(node.role))) {
      node.becomes(role);
      node.leader = node.leads() ? Optional.of(node.id) : NodeDraft.name(change.getLeader());
    }
    if (role == Role.LEADER) {
      view.elections.won(node.id, change.getTerm());
    } else if (role == Role.CANDIDATE) {
      view.elections.gaveUpAllBut(node.id, change.getTerm());
      view.elections.campaigns(node.id, change.getTerm());
    } else {
      view.elections.gaveUpAllBut(node.id, late ? node.term : -1);
    }
  }

  /** One leads or campaigns in one term only: word of it that comes later is of the past. */
  private static boolean ofOneTerm(Role role) {
    return role == Role.LEADER || role == Role.CANDIDATE;
  }

  private static void leaderElected(ViewDraft view, NodeDraft node, Event event) {
    LeaderElected told = event.getLeaderElected();
    NodeId leader = new NodeId(told.getLeader());
    node.reaches(told.getTerm());
    if (told.getTerm() == node.term) {
      node.leader = Optional.of(leader);
    }
    view.elections.heardOfWinner(leader, told.getTerm());
  }

  private static void leaderStepped(ViewDraft view, NodeDraft node, Event event) {
    node.reaches(event.getLeaderStepped().getTerm());
    if (node.role == Role.LEADER) {
      node.becomes(Role.FOLLOWER);
    } else if (node.role == Role.PRIMARY) {
      node.becomes(Role.BACKUP);
    }
    if (node.leader.equals(Optional.of(node.id))) {
      node.leader = Optional.empty();
    }
  }

  private static void electionTimerReset(ViewDraft view, NodeDraft node, Event event) {
    // It has heard of that term, but is in it only when it has written it down and says so.
    if (!node.leads() && event.getElectionTimerReset().getTerm() == node.term) {
      node.leader = NodeDraft.name(event.getElectionTimerReset().getBy());
    }
  }

  private static void configurationChanged(ViewDraft view, NodeDraft node, Event event) {
    node.voters = NodeDraft.names(event.getConfigurationChanged().getVotersList());
    node.learners = NodeDraft.names(event.getConfigurationChanged().getLearnersList());
  }

  private static void replicatorMoved(ViewDraft view, NodeDraft node, Event event) {
    var moved = event.getReplicatorMoved();
    if (node.leads()) {
      node.replicators.put(
          new NodeId(moved.getPeer()),
          new NodeView.Replicator(moved.getNext(), moved.getMatch(), moved.getState()));
    }
  }
}
