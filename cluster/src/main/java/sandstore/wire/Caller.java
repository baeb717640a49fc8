package sandstore.wire;

/** Who made the call that the current thread serves. */
public final class Caller {
  private static final NodeId NOBODY = new NodeId("?");

  private Caller() {}

  public static NodeId current() {
    NodeId caller = Headers.CALLER.get();
    return caller == null ? NOBODY : caller;
  }
}
