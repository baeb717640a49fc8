package sandstore.node.journal;

import sandstore.proto.HeartbeatRequest;

/**
 * What a node of {@code replicated} says of itself in heartbeats and in answers to them.
 *
 * @param primary it believes that it is the primary of {@code standing.view()}
 * @param inSync since this process began, a primary has made sure that it has everything
 * @param standing the newest that it knows
 * @param lastView of the last entry of its log; 0 when that is empty
 * @param lastIndex of its log
 */
record Said(boolean primary, boolean inSync, Standing standing, long lastView, long lastIndex) {
  static Said of(HeartbeatRequest heartbeat) {
    return new Said(
        heartbeat.getPrimary(),
        heartbeat.getInSync(),
        Standing.of(heartbeat.getStanding()),
        heartbeat.getLastView(),
        heartbeat.getLastIndex());
  }

  void into(HeartbeatRequest.Builder heartbeat) {
    heartbeat
        .setPrimary(primary)
        .setInSync(inSync)
        .setView(standing.view())
        .setStanding(standing.toProto())
        .setLastView(lastView)
        .setLastIndex(lastIndex);
  }

  /** Whether its log has something that the other's lacks, if the one continues the other. */
  boolean hasMoreThan(Said other) {
    return lastView != other.lastView ? lastView > other.lastView : lastIndex > other.lastIndex;
  }
}
