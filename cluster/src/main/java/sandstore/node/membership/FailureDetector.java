package sandstore.node.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import sandstore.proto.Health;
import sandstore.wire.NodeId;

/**
 * Turns silence into suspicion. Who has never been heard is not suspected: it may be starting, and
 * is held for dead when that has taken too long. Pure: time is an argument. Not thread-safe.
 */
final class FailureDetector {
  /** A peer's health became another. {@code silentMillis}: since it was heard last. */
  record Change(NodeId peer, Health before, Health health, long silentMillis) {}

  private static final class Peer {
    long heardMillis;
    Health health = Health.HEALTH_UNKNOWN;

    void startsAt(long nowMillis) {
      if (health == Health.HEALTH_UNKNOWN && heardMillis == 0) {
        heardMillis = nowMillis;
      }
    }
  }

  private final long suspectMillis;
  private final long deadMillis;
  private final SortedMap<NodeId, Peer> peers = new TreeMap<>();

  FailureDetector(Collection<NodeId> others, long suspectMillis, long deadMillis) {
    this.suspectMillis = suspectMillis;
    this.deadMillis = deadMillis;
    others.forEach(o -> peers.put(o, new Peer()));
  }

  /** To be called before the first tick: who has not been heard yet is silent since then. */
  void begin(long nowMillis) {
    for (Peer peer : peers.values()) {
      if (peer.health == Health.HEALTH_UNKNOWN) {
        peer.heardMillis = nowMillis;
      }
    }
  }

  /** Others may have come, who are silent from now on, and some may have gone for good. */
  void follow(Collection<NodeId> others, long nowMillis) {
    peers.keySet().retainAll(others);
    for (NodeId other : others) {
      peers.computeIfAbsent(other, o -> new Peer()).startsAt(nowMillis);
    }
  }

  List<Change> heard(NodeId from, long nowMillis) {
    Peer peer = peers.get(from);
    if (peer == null) {
      return List.of();
    }
    peer.heardMillis = nowMillis;
    return become(from, peer, Health.ALIVE, 0);
  }

  List<Change> tick(long nowMillis) {
    List<Change> changes = new ArrayList<>();
    peers.forEach(
        (id, peer) -> {
          long silent = nowMillis - peer.heardMillis;
          if (silent >= deadMillis) {
            changes.addAll(become(id, peer, Health.DEAD, silent));
          } else if (silent >= suspectMillis && peer.health != Health.HEALTH_UNKNOWN) {
            changes.addAll(become(id, peer, Health.SUSPECT, silent));
          }
        });
    return changes;
  }

  private static List<Change> become(NodeId id, Peer peer, Health health, long silent) {
    if (peer.health == health) {
      return List.of();
    }
    Change change = new Change(id, peer.health, health, silent);
    peer.health = health;
    return List.of(change);
  }

  Health of(NodeId id) {
    Peer peer = peers.get(id);
    return peer == null ? Health.HEALTH_UNKNOWN : peer.health;
  }

  long silentMillis(NodeId id, long nowMillis) {
    Peer peer = peers.get(id);
    return peer == null ? Long.MAX_VALUE : nowMillis - peer.heardMillis;
  }
}
