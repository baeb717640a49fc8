package sandstore.lab.incident;

import sandstore.lab.LabEvent;
import sandstore.proto.Event;

/**
 * An event as something to learn from.
 *
 * @param aheadMillis by how much the clock of who told it was ahead of the lab's
 */
record Trace(Event event, long aheadMillis) {
  /**
   * @param nowNanos {@link System#nanoTime}, which all processes of this machine share
   * @param nowMillis the lab's wall clock at that time
   */
  static Trace of(LabEvent event, long nowNanos, long nowMillis) {
    Event told = event.event();
    long then = nowMillis - (nowNanos - told.getNanos()) / 1_000_000;
    return new Trace(told, told.getAtMillis() - then);
  }

  boolean toldBy(String node) {
    return event.getNode().equals(node);
  }
}
