package sandstore.lab.story;

import sandstore.proto.Event;
import sandstore.proto.Role;

/** Whether a person at the prompt should be told unasked. */
public enum Noteworthiness {
  /** Part of normal running, or the consequence of what the person has just typed. */
  ROUTINE,
  /** Something changed: gathered, and told when there is room. */
  NOTE,
  /** Something is wrong: told first. */
  LOUD;

  /** Whether a person should be told unasked. */
  public static Noteworthiness of(Event event) {
    return switch (event.getKindCase()) {
      case REPLICA_CORRUPT, CHUNK_LOST, DISK_FAILED, QUARANTINED -> LOUD;
      case NODE_EXITED -> event.getNodeExited().getCause().contains("by the lab") ? ROUTINE : LOUD;
      case INVARIANT_JUDGED -> event.getInvariantJudged().getBroken() ? LOUD : ROUTINE;
      case ROLE_CHANGED -> leads(event.getRoleChanged().getRole()) ? NOTE : ROUTINE;
      case REPAIR_PROGRESS -> event.getRepairProgress().getWork().getFinished() ? NOTE : ROUTINE;
      case PEER_ALIVE -> event.getPeerAlive().getAgain() ? NOTE : ROUTINE;
      case LEADER_STEPPED,
          ELECTION_STARTED,
          ENTRIES_TRUNCATED,
          SNAPSHOT_INSTALLED,
          REPLICA_REPAIRED,
          SESSION_EXPIRED,
          PEER_SUSPECTED,
          PEER_DEAD,
          NODE_JUDGED,
          NODE_DRAINED,
          RPC_HELD,
          OPERATION_UNKNOWN,
          EVENTS_LOST ->
          NOTE;
      default -> ROUTINE;
    };
  }

  private static boolean leads(Role role) {
    return role == Role.LEADER || role == Role.PRIMARY;
  }
}
