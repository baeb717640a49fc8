package sandstore.shell.view;

import java.util.Locale;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Noteworthiness;
import sandstore.proto.Event;

/** How events look in lists. */
final class Story {
  private Story() {}

  /** Timers, calls and counts come by the hundred, and say little each. */
  static boolean chatter(Event e) {
    return switch (e.getKindCase()) {
      case RPC_SENT,
          RPC_RECEIVED,
          RPC_ANSWERED,
          ELECTION_TIMER_RESET,
          REPLICATOR_MOVED,
          APPLIED,
          COMMIT_ADVANCED,
          REPLICATION_COUNTED,
          REPAIR_PROGRESS,
          NODE_STATE,
          ORDERS_OBEYED,
          CHUNK_VERIFIED ->
          true;
      case RPC_DROPPED, RPC_FAILED, RPC_RELEASED -> true;
      default -> false;
    };
  }

  /** What a person did, or what follows from it: worth telling beside what is noteworthy. */
  static boolean told(Event e) {
    return switch (e.getKindCase()) {
      case NODE_SPAWNED,
          NODE_EXITED,
          NODE_PAUSED,
          NODE_RESUMED,
          FAULT_SET,
          FAULT_CLEARED,
          VOTE_CAST,
          PRE_VOTE_STARTED,
          FILE_COMMITTED,
          FILE_REMOVED,
          OPERATION_FAILED,
          RPC_RELEASED ->
          true;
      default -> false;
    };
  }

  static Ink ink(Event e) {
    return switch (e.getKindCase()) {
      case INVARIANT_JUDGED -> e.getInvariantJudged().getBroken() ? Ink.BAD : Ink.GOOD;
      case NODE_EXITED, DISK_FAILED, QUARANTINED, REPLICA_CORRUPT, OPERATION_UNKNOWN -> Ink.BAD;
      case ENTRIES_TRUNCATED,
          FAULT_SET,
          NODE_PAUSED,
          OPERATION_FAILED,
          RPC_DROPPED,
          RPC_FAILED,
          RPC_HELD ->
          Ink.WARN;
      case ROLE_CHANGED, LEADER_ELECTED, ELECTION_STARTED, VOTE_CAST, PRE_VOTE_STARTED ->
          Ink.ACCENT;
      case FILE_COMMITTED, OPERATION_OK, REPAIR_DONE, FAULT_CLEARED, NODE_RESUMED, NODE_SPAWNED ->
          Ink.GOOD;
      default -> Noteworthiness.of(e) == Noteworthiness.ROUTINE ? Ink.DIM : Ink.PLAIN;
    };
  }

  /** Seconds since the first event that is kept. */
  static String clock(Moment moment, LabEvent e) {
    return String.format(Locale.ROOT, "%8.3f", moment.seconds(e));
  }
}
