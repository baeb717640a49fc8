package sandstore.lab.prove.workload;

/**
 * What the clients of a workload do. To add one is to write one class, {@code @AutoService} of
 * this; an instance is made for each load, and its clients share it.
 */
public interface Workload {
  /** One word, as it is typed. */
  String name();

  /** What it does, in a line. */
  String about();

  /** How many clients it usually has. */
  int clients();

  /**
   * One client's next operation; called again and again, by one thread a client. What the store
   * answers is no exception: {@link Hand} has written it down.
   */
  void act(Hand hand) throws InterruptedException;

  /** When all clients have ended: last looks, by which it is seen what became of the writes. */
  default void finish(Hand hand) throws InterruptedException {}
}
