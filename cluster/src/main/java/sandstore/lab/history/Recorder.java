package sandstore.lab.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.proto.Event;

/**
 * Keeps what was done to files since {@code up}, and what was wrong meanwhile. The lab's own client
 * and the faults are heard of in the one stream of events; workloads write on the {@link #tape}. A
 * moment is a nanosecond of this process's monotonic clock, which both have. Safe for use by
 * several threads.
 */
public final class Recorder {
  /** Operations that are kept. Later ones are left out, and the history says so. */
  static final int MOST = 200_000;

  private final List<Told> told = new ArrayList<>();
  private final Map<Long, Told> pending = new HashMap<>();
  private final Faults faults = new Faults();
  private final Tape tape = new Tape();
  private long leftOut;

  /** An operation as its events tell it. */
  static final class Told {
    final Event asked;
    final long invoked;
    Event answered = Event.getDefaultInstance();
    long returned = Operation.NEVER;

    Told(Event asked, long invoked) {
      this.asked = asked;
      this.invoked = invoked;
    }
  }

  /** For whoever tells of its operations itself, since they are too many to be events. */
  public Tape tape() {
    return tape;
  }

  /** Takes the next event. */
  public synchronized void take(Event e) {
    long moment = e.getNanos();
    switch (e.getKindCase()) {
      case OPERATION_INVOKED -> {
        if (told.size() < MOST) {
          Told one = new Told(e, moment);
          told.add(one);
          pending.put(e.getOperationInvoked().getId(), one);
        } else {
          leftOut++;
        }
      }
      case OPERATION_OK -> answered(e.getOperationOk().getId(), e);
      case OPERATION_FAILED -> answered(e.getOperationFailed().getId(), e);
      case OPERATION_UNKNOWN -> answered(e.getOperationUnknown().getId(), e);
      default -> faults.take(e, moment);
    }
  }

  private void answered(long id, Event e) {
    Told one = pending.remove(id);
    if (one != null) {
      one.answered = e;
      one.returned = e.getNanos();
    }
  }

  /** All so far, as operations on paths. */
  public synchronized History history() {
    FileOperations operations = new FileOperations(told);
    List<String> remarks = new ArrayList<>(operations.remarks());
    List<Operation> all = Tape.inOrder(operations.all(), tape.operations());
    if (leftOut > 0) {
      remarks.add("the first " + MOST + " operations only; " + leftOut + " came later");
    }
    if (tape.leftOut() > 0) {
      remarks.add("workloads did " + tape.leftOut() + " more operations, which were not kept");
    }
    return new History(all, faults.bands(), remarks);
  }
}
