package sandstore.node.raft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.NodePeek;
import com.alipay.sofa.jraft.core.State;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sandstore.node.observe.Reporter;
import sandstore.proto.ElectionStarted;
import sandstore.proto.ElectionTimerReset;
import sandstore.proto.Event;
import sandstore.proto.LeaderElected;
import sandstore.proto.LeaderStepped;
import sandstore.proto.PreVoteStarted;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.wire.NodeId;

/**
 * Tells which role this node has, out of what several parts see of it: the meta storage a vote for
 * oneself, the transport the first call of a new leader, the state machine's callbacks the rest.
 * They come on different threads and may overtake each other, so what is older than what was told
 * is left out: a term never falls, and a leader does not become candidate in its own term.
 *
 * <p>Takes no lock of JRaft's, under which some of these calls come.
 */
final class Roles implements NamespaceMachine.Leadership, RaftMeta.Candidacy {
  private static final Pattern LOST_MAJORITY =
      Pattern.compile("Majority of the group dies: (\\d+)/(\\d+)");
  private static final long RESET_SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final NodeId self;
  private final Reporter reporter;
  private final Set<NodeId> asked = new HashSet<>(); // in the pre-vote that runs
  private Role role = Role.ROLE_UNKNOWN;
  private long term;
  private String leader = "";
  private long ledTerm; // the newest in which this node led
  private boolean steppedDown = true; // from ledTerm
  private boolean forced;
  private @Nullable RoleChanged doubt; // what JRaft said at the last look, against this account
  private long heardAt = System.nanoTime();
  private long resetToldAt = heardAt - RESET_SAMPLE_NANOS;
  private String resetToldBy = "";

  Roles(NodeId self, Reporter reporter) {
    this.self = self;
    this.reporter = reporter;
  }

  /** The next election is by command. */
  synchronized void forceNext() {
    forced = true;
  }

  @Override
  public synchronized void stands(long newTerm) {
    reporter.report(
        Event.newBuilder()
            .setElectionStarted(ElectionStarted.newBuilder().setTerm(newTerm).setForced(forced)));
    become(Role.CANDIDATE, newTerm, "", forced ? "was told to stand" : "stands for election");
    forced = false;
  }

  /** This node asks a peer whether it would get its vote. Once around is one pre-vote. */
  synchronized void preVoteSent(NodeId to, long newTerm) {
    if (asked.isEmpty() || !asked.add(to)) {
      asked.clear();
      asked.add(to);
      reporter.report(
          Event.newBuilder().setPreVoteStarted(PreVoteStarted.newBuilder().setTerm(newTerm)));
    }
  }

  @Override
  public synchronized void started(long newTerm) {
    if (newTerm == ledTerm && newTerm == term && steppedDown) {
      steppedDown = false;
      become(Role.LEADER, newTerm, self.name(), "was to hand over, and nobody took over");
    } else {
      leads(newTerm);
    }
  }

  /** This node has sent entries in this term, as only its leader does. */
  synchronized void leads(long newTerm) {
    if (newTerm <= ledTerm) {
      return;
    }
    ledTerm = newTerm;
    steppedDown = false;
    reporter.report(elected(newTerm, self.name()));
    become(Role.LEADER, newTerm, self.name(), "won the election");
  }

  private static Event.Builder elected(long term, String leader) {
    return Event.newBuilder()
        .setLeaderElected(LeaderElected.newBuilder().setTerm(term).setLeader(leader));
  }

  @Override
  public synchronized void stopped(Status why) {
    stepDown(words(why));
  }

  /** JRaft's reason, in plain words where we know it. */
  private static String words(Status why) {
    Matcher lost = LOST_MAJORITY.matcher(String.valueOf(why.getErrorMsg()));
    return lost.matches()
        ? "it hears no majority, " + lost.group(1) + " of " + lost.group(2) + " are silent"
        : String.valueOf(why.getErrorMsg());
  }

  private void stepDown(String reason) {
    if (steppedDown) {
      return;
    }
    steppedDown = true;
    reporter.report(
        Event.newBuilder()
            .setLeaderStepped(LeaderStepped.newBuilder().setTerm(ledTerm).setReason(reason)));
    if (role == Role.LEADER) {
      become(Role.FOLLOWER, term, "", reason);
    }
  }

  @Override
  public synchronized void following(LeaderChangeContext context) {
    String name = Peers.name(context.getLeaderId());
    reporter.report(elected(context.getTerm(), name));
    become(follower(), context.getTerm(), name, "heard the leader");
  }

  @Override
  public synchronized void leaderLost(LeaderChangeContext context) {
    if (context.getTerm() == term && role == follower()) {
      become(role, term, "", words(context.getStatus()));
    }
  }

  private Role follower() {
    return role == Role.LEARNER ? Role.LEARNER : Role.FOLLOWER;
  }

  /** A leader's call came in. */
  synchronized void heardLeader(NodeId from, long itsTerm) {
    heardAt = System.nanoTime();
    if (!from.name().equals(resetToldBy) || heardAt - resetToldAt >= RESET_SAMPLE_NANOS) {
      resetToldBy = from.name();
      resetToldAt = heardAt;
      reporter.report(
          Event.newBuilder()
              .setElectionTimerReset(
                  ElectionTimerReset.newBuilder().setBy(from.name()).setTerm(itsTerm)));
    }
  }

  /** Since a leader was heard; 0 for one that leads. */
  synchronized long silentMillis() {
    return role == Role.LEADER ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardAt);
  }

  /**
   * Compares with JRaft's own state. What differs twice in a row is told: a role that changed by a
   * way that nobody watches.
   */
  synchronized void compare(NodePeek.View view) {
    Role actual = role(view, self);
    String actualLeader = Peers.name(view.leader());
    if (view.term() < term
        || (actual == role && actualLeader.equals(leader) && view.term() == term)) {
      doubt = null;
      return;
    }
    RoleChanged seen =
        RoleChanged.newBuilder()
            .setRole(actual)
            .setTerm(view.term())
            .setLeader(actualLeader)
            .build();
    if (!seen.equals(doubt)) {
      doubt = seen;
      return;
    }
    doubt = null;
    if (actual == Role.LEADER) {
      leads(view.term());
    } else {
      if (role == Role.LEADER) {
        stepDown("leads no more");
      }
      become(actual, view.term(), actualLeader, "");
    }
  }

  static Role role(NodePeek.View view, NodeId self) {
    if (view.state() == State.STATE_LEADER || view.state() == State.STATE_TRANSFERRING) {
      return Role.LEADER;
    }
    if (view.state() == State.STATE_CANDIDATE) {
      return Role.CANDIDATE;
    }
    if (view.state() != State.STATE_FOLLOWER) {
      return Role.ROLE_UNKNOWN;
    }
    return view.configuration().getLearners().contains(Peers.of(self))
        ? Role.LEARNER
        : Role.FOLLOWER;
  }

  private void become(Role newRole, long newTerm, String newLeader, String reason) {
    boolean old = newTerm < term;
    boolean backwards = newTerm == term && role == Role.LEADER && newRole == Role.CANDIDATE;
    boolean same = newTerm == term && newRole == role && newLeader.equals(leader);
    if (old || backwards || same) {
      return;
    }
    role = newRole;
    term = newTerm;
    leader = newLeader;
    asked.clear();
    reporter.report(
        Event.newBuilder()
            .setRoleChanged(
                RoleChanged.newBuilder()
                    .setRole(newRole)
                    .setTerm(newTerm)
                    .setLeader(newLeader)
                    .setReason(reason)));
  }
}
