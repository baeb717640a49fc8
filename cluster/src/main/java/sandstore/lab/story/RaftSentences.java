package sandstore.lab.story;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import sandstore.proto.ConfigurationChanged;
import sandstore.proto.EntriesAppended;
import sandstore.proto.EntriesTruncated;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Role;
import sandstore.proto.RoleChanged;
import sandstore.proto.TermRun;

/** Terms, votes, roles, the log, and who believes whom alive. */
final class RaftSentences {
  /** So many struck-out operations are named. */
  private static final int NAMED = 3;

  private RaftSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(
        KindCase.TERM_ADVANCED,
        e -> e.getNode() + " went on to term " + e.getTermAdvanced().getTerm());
    all.put(KindCase.VOTE_CAST, RaftSentences::vote);
    all.put(KindCase.ROLE_CHANGED, RaftSentences::role);
    all.put(KindCase.LEADER_ELECTED, RaftSentences::elected);
    all.put(
        KindCase.LEADER_STEPPED,
        e ->
            (e.getNode() + " leads no more in term " + e.getLeaderStepped().getTerm())
                + reason(e.getLeaderStepped().getReason()));
    all.put(
        KindCase.PRE_VOTE_STARTED,
        e ->
            (e.getNode() + " asked whether it would be elected in term ")
                + e.getPreVoteStarted().getTerm());
    all.put(
        KindCase.ELECTION_STARTED,
        e ->
            (e.getNode() + " campaigns for term " + e.getElectionStarted().getTerm())
                + (e.getElectionStarted().getForced() ? ", as it was told to" : ""));
    all.put(
        KindCase.ELECTION_TIMER_RESET,
        e -> e.getNode() + " heard " + e.getElectionTimerReset().getBy() + " and waits anew");
    all.put(KindCase.ENTRIES_APPENDED, RaftSentences::appended);
    all.put(KindCase.ENTRIES_TRUNCATED, RaftSentences::truncated);
    all.put(
        KindCase.COMMIT_ADVANCED,
        e -> e.getNode() + " knows entries up to " + e.getCommitAdvanced().getTo() + " committed");
    all.put(
        KindCase.APPLIED, e -> e.getNode() + " applied entries up to " + e.getApplied().getTo());
    all.put(
        KindCase.LOG_COMPACTED,
        e -> e.getNode() + " let go of all entries before " + e.getLogCompacted().getFirst());
    all.put(
        KindCase.SNAPSHOT_SAVED,
        e ->
            (e.getNode() + " saved a snapshot up to entry " + e.getSnapshotSaved().getIndex())
                + (", " + Sentence.count(e.getSnapshotSaved().getBytes(), "byte")));
    all.put(
        KindCase.SNAPSHOT_INSTALLED,
        e ->
            (e.getNode() + " took over a snapshot up to entry ")
                + (e.getSnapshotInstalled().getIndex() + " from ")
                + e.getSnapshotInstalled().getFrom());
    all.put(KindCase.CONFIGURATION_CHANGED, RaftSentences::configuration);
    all.put(
        KindCase.REPLICATOR_MOVED,
        e ->
            (e.getNode() + " sends " + e.getReplicatorMoved().getPeer() + " entry ")
                + e.getReplicatorMoved().getNext()
                + " next");
    all.put(
        KindCase.PEER_SUSPECTED,
        e ->
            (e.getNode() + " heard nothing from " + e.getPeerSuspected().getPeer() + " for ")
                + (e.getPeerSuspected().getSilentMillis() + " ms and suspects it"));
    all.put(
        KindCase.PEER_ALIVE,
        e ->
            e.getNode()
                + " hears "
                + e.getPeerAlive().getPeer()
                + (e.getPeerAlive().getAgain() ? " again" : " for the first time"));
    all.put(
        KindCase.NODE_JUDGED,
        e ->
            e.getNodeJudged().getPeer()
                + (e.getNodeJudged().getSlow()
                    ? " is slow and gets no new chunks: clients waited "
                    : " is quick again and gets new chunks: clients waited ")
                + (e.getNodeJudged().getP99Micros() / 1000 + " ms, and ")
                + (e.getNodeJudged().getLimitMicros() / 1000 + " ms are the limit"));
    all.put(
        KindCase.PEER_DEAD,
        e ->
            (e.getNode() + " heard nothing from " + e.getPeerDead().getPeer() + " for ")
                + (e.getPeerDead().getSilentMillis() + " ms and holds it for dead"));
  }

  private static String vote(Event e) {
    String whom =
        e.getVoteCast().getCandidate().equals(e.getNode())
            ? "itself"
            : e.getVoteCast().getCandidate();
    return e.getNode() + " voted for " + whom + " in term " + e.getVoteCast().getTerm();
  }

  private static String role(Event e) {
    RoleChanged change = e.getRoleChanged();
    String of = " in term " + change.getTerm();
    String whom = change.getLeader().isEmpty() ? "" : " of " + change.getLeader();
    return e.getNode()
        + switch (change.getRole()) {
          case LEADER -> " won the election for term " + change.getTerm();
          case PRIMARY -> " made itself primary in view " + change.getTerm();
          case BACKUP -> " became a backup" + whom + " in view " + change.getTerm();
          case FOLLOWER -> " became a follower" + whom + of;
          case CANDIDATE -> " became a candidate" + of;
          case LEARNER -> " became a learner" + whom + of;
          case SINGLE -> " serves alone";
          case ROLE_UNKNOWN, UNRECOGNIZED -> " changed its role" + of;
        }
        // How one wins is said by the word; the others have more than one reason.
        + (change.getRole() == Role.LEADER ? "" : reason(change.getReason()));
  }

  private static String elected(Event e) {
    String leader = e.getLeaderElected().getLeader();
    long term = e.getLeaderElected().getTerm();
    return leader.equals(e.getNode())
        ? leader + " leads in term " + term
        : e.getNode() + " learned that " + leader + " leads in term " + term;
  }

  private static String appended(Event e) {
    EntriesAppended added = e.getEntriesAppended();
    String terms =
        added.getTermsList().stream()
            .map(TermRun::getTerm)
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return e.getNode()
        + " wrote "
        + entries(added.getFirst(), added.getLast())
        + (terms.isEmpty() ? "" : " of term " + terms)
        + " to its log"
        + (added.getOperationsCount() == 0
            ? ""
            : ": " + String.join(", ", added.getOperationsList()));
  }

  private static String truncated(Event e) {
    EntriesTruncated gone = e.getEntriesTruncated();
    List<String> operations = gone.getOperationsList();
    String named =
        operations.stream().limit(NAMED).collect(Collectors.joining(", "))
            + (operations.size() > NAMED ? " and " + (operations.size() - NAMED) + " more" : "");
    return e.getNode()
        + " struck "
        + entries(gone.getFirst(), gone.getLast())
        + " out of its log"
        + (named.isEmpty() ? "" : ": " + named);
  }

  private static String entries(long first, long last) {
    return (first == last ? "entry " : "entries ") + Sentence.range(first, last);
  }

  private static String configuration(Event e) {
    ConfigurationChanged c = e.getConfigurationChanged();
    return e.getNode()
        + " knows as voters "
        + String.join(", ", c.getVotersList())
        + (c.getLearnersCount() == 0
            ? ""
            : ", as learners " + String.join(", ", c.getLearnersList()));
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }
}
