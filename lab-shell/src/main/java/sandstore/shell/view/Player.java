package sandstore.shell.view;

import java.util.function.LongSupplier;
import sandstore.lab.record.Recording;

/** Plays a recording: its own time goes on as ours does, slower or faster, and stands when told. */
final class Player implements Source {
  private static final double SLOWEST = 0.1;
  private static final double FASTEST = 10;

  private final Recording recording;
  private final LongSupplier clock;
  private double speed = 1;
  private long position;
  private long seen;
  private long stands;

  /**
   * @param position where to begin, on the recording's clock
   */
  Player(Recording recording, long position, LongSupplier clock) {
    this.recording = recording;
    this.position = position;
    this.clock = clock;
    this.seen = clock.getAsLong();
  }

  /** Seconds after the beginning, as a moment of the recording's own clock. */
  static long position(Recording recording, double seconds) {
    return recording.nanos(recording.first()) + Math.round(seconds * 1e9);
  }

  static Moment moment(Recording recording, long position) {
    long order = recording.orderAt(position);
    return new Moment(recording.viewAt(order), recording, order, position, false);
  }

  @Override
  public Moment newest() {
    long now = clock.getAsLong();
    long end = recording.nanos(recording.last());
    if (stands == 0) {
      position = Math.min(end, position + Math.round((now - seen) * speed));
    }
    seen = now;
    return moment(recording, position);
  }

  @Override
  public void standsAt(long order) {
    if (order > 0) {
      position = recording.nanos(order);
    }
    stands = order;
  }

  @Override
  public void press(Press press) {
    if (press.is('+')) {
      speed = Math.min(FASTEST, speed * 2);
    } else if (press.is('-')) {
      speed = Math.max(SLOWEST, speed / 2);
    }
  }
}
