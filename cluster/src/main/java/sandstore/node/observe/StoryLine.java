package sandstore.node.observe;

import java.util.Locale;
import sandstore.proto.Event;
import sandstore.proto.Role;

/** The events that a node's log tells most often, each as a short line. */
final class StoryLine {
  private StoryLine() {}

  /** Empty for a kind that has no words of its own. */
  static String of(Event.Builder e) {
    return switch (e.getKindCase()) {
      case TERM_ADVANCED -> "term " + e.getTermAdvanced().getTerm() + " begins";
      case VOTE_CAST ->
          "votes for " + e.getVoteCast().getCandidate() + " in term " + e.getVoteCast().getTerm();
      case PRE_VOTE_STARTED -> "asks whether it could win term " + e.getPreVoteStarted().getTerm();
      case ELECTION_STARTED ->
          "campaigns for term "
              + e.getElectionStarted().getTerm()
              + (e.getElectionStarted().getForced() ? ", as it was told to" : "");
      case ROLE_CHANGED ->
          "is "
              + role(e.getRoleChanged().getRole())
              + " in term "
              + e.getRoleChanged().getTerm()
              + because(e.getRoleChanged().getReason());
      case LEADER_ELECTED ->
          e.getLeaderElected().getLeader() + " leads term " + e.getLeaderElected().getTerm();
      case LEADER_STEPPED ->
          "leads no more, in term "
              + e.getLeaderStepped().getTerm()
              + because(e.getLeaderStepped().getReason());
      case ENTRIES_TRUNCATED ->
          "strikes out entries "
              + e.getEntriesTruncated().getFirst()
              + ".."
              + e.getEntriesTruncated().getLast()
              + " that were never committed";
      case SNAPSHOT_SAVED ->
          "saved a snapshot of "
              + e.getSnapshotSaved().getBytes()
              + " bytes at entry "
              + e.getSnapshotSaved().getIndex();
      case FILE_COMMITTED ->
          e.getFileCommitted().getPath()
              + " version "
              + e.getFileCommitted().getVersion()
              + ": "
              + e.getFileCommitted().getLength()
              + " bytes, at entry "
              + e.getFileCommitted().getIndex();
      case FILE_REMOVED ->
          "removed " + e.getFileRemoved().getPath() + at(e.getFileRemoved().getIndex());
      case FILE_RENAMED ->
          e.getFileRenamed().getFrom()
              + " is now "
              + e.getFileRenamed().getTo()
              + at(e.getFileRenamed().getIndex());
      case PEER_ALIVE ->
          e.getPeerAlive().getPeer() + " is " + (e.getPeerAlive().getAgain() ? "back" : "there");
      case PEER_SUSPECTED ->
          e.getPeerSuspected().getPeer() + silent(e.getPeerSuspected().getSilentMillis());
      case PEER_DEAD ->
          e.getPeerDead().getPeer() + silent(e.getPeerDead().getSilentMillis()) + ": held for dead";
      default -> "";
    };
  }

  private static String role(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static String at(long index) {
    return ", at entry " + index;
  }

  private static String silent(long millis) {
    return " has been silent for " + millis + " ms";
  }
}
