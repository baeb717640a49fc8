package sandstore.node.observe;

import sandstore.proto.Event;

/** Takes events. Must not block, and never throws. */
@FunctionalInterface
public interface Reporter {
  /**
   * Numbers and stamps the event, and has it in the ring when this returns.
   *
   * @param event with its kind set; the rest is filled in
   */
  void report(Event.Builder event);

  /** For parts that run where nobody looks. */
  Reporter SILENT = event -> {};
}
