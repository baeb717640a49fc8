package sandstore.node.raft;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a follower has waited long enough for its leader: a random time between one and two election
 * timeouts after it heard it last (Raft, section 5.2: each drew another time, so that they seldom
 * stand at once).
 *
 * <p>JRaft has such a clock, but what is heard does not wind it: it goes off at times of its own,
 * and looks only then whether the leader has been silent. On average that takes a third of a second
 * more, and nobody can tell when it will. So it is put off, and this one is asked instead.
 *
 * <p>A node that has just started waits three times as long as later: the others may be starting,
 * too, on the same few processors, and whoever campaigns before they listen only disturbs the one
 * whom the lab has made to campaign. Once a leader is known, or after twice that time, the usual
 * timeout holds for good.
 *
 * <p>A node that rings first may ask too soon: another one, which heard the leader a heartbeat
 * later, still trusts it and says no. So it asks once more after a quarter of the time, and then at
 * the usual pace; to ask (pre-vote, section 9.6 of Ongaro's thesis) disturbs nobody.
 *
 * <p>A node that has just said yes to another waits for a quarter of the time before it asks: else
 * both would stand, each with the other's consent, each would vote for itself, and with three nodes
 * of which one is dead neither wins.
 *
 * <p>Pure: the time is an argument, on one clock, in milliseconds. Not thread-safe.
 */
final class ElectionClock {
  private static final int AT_FIRST = 3;
  private static final int SOON = 4;

  private final long usualMillis;
  private final DoubleSupplier random;
  private final long patientUntil;
  private boolean patient = true;
  private long heard;
  private long due;
  private long granted;
  private boolean again;

  /**
   * @param random uniform in [0, 1)
   */
  ElectionClock(Duration timeout, DoubleSupplier random, long nowMillis) {
    this.usualMillis = timeout.toMillis();
    this.random = random;
    this.patientUntil = nowMillis + 2 * AT_FIRST * usualMillis;
    heardAt(nowMillis);
  }

  /**
   * To be asked while the node follows, at {@link #dueMillis} or sooner.
   *
   * @param heardMillis when something of the leader came last, or a vote was given
   * @param led whether a leader is known
   * @return true once each time that the node must stand for election
   */
  boolean rings(long nowMillis, long heardMillis, boolean led) {
    if (patient && (led || nowMillis > patientUntil)) {
      patient = false;
      heardAt(heardMillis);
    } else if (heardMillis > heard) {
      heardAt(heardMillis);
    }
    if (nowMillis < due) {
      return false;
    }
    due = nowMillis + drawn(again ? timeout() : timeout() / SOON);
    again = true;
    return true;
  }

  /** Another was granted a pre-vote then. */
  void yieldsTo(long grantedMillis) {
    if (grantedMillis > granted) {
      granted = grantedMillis;
      due = Math.max(due, granted + drawn(usualMillis / SOON));
    }
  }

  /** When it rings, if nothing is heard. */
  long dueMillis() {
    return due;
  }

  private void heardAt(long millis) {
    heard = millis;
    due = millis + drawn(timeout());
    again = false;
  }

  private long timeout() {
    return patient ? AT_FIRST * usualMillis : usualMillis;
  }

  private long drawn(long least) {
    return (long) (least * (1 + random.getAsDouble()));
  }
}
