package sandstore.lab;

import sandstore.proto.Event;
import sandstore.wire.NodeId;

/** Numbers and stamps what this process itself saw, as {@code lab} or as {@code client}. */
final class OwnEvents {
  private final NodeId teller;
  private final EventFeed feed;
  private long sequence;

  OwnEvents(NodeId teller, EventFeed feed) {
    this.teller = teller;
    this.feed = feed;
  }

  /**
   * @param event with its kind set; the rest is filled in
   */
  synchronized void tell(Event.Builder event) {
    feed.submit(
        event
            .setNode(teller.name())
            .setIncarnation(1)
            .setSequence(++sequence)
            .setNanos(System.nanoTime())
            .setAtMillis(System.currentTimeMillis())
            .build());
  }
}
