package sandstore.lab.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.proto.Event;

/**
 * Keeps what the lab's client did to files since {@code up}, whoever asked for it, and what was
 * wrong meanwhile. Reads the one stream of events; a moment is the place of an event in it. Safe
 * for use by several threads.
 */
public final class Recorder {
  /** Operations that are kept. Later ones are left out, and the history says so. */
  static final int MOST = 200_000;

  private final List<Told> told = new ArrayList<>();
  private final Map<Long, Told> pending = new HashMap<>();
  private final Faults faults = new Faults();
  private long moment;
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

  /** Takes the next event. */
  public synchronized void take(Event e) {
    moment++;
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
      one.returned = moment;
    }
  }

  /** All so far, as operations on paths. */
  public synchronized History history() {
    FileOperations operations = new FileOperations(told);
    List<String> remarks = new ArrayList<>(operations.remarks());
    if (leftOut > 0) {
      remarks.add("the first " + MOST + " operations only; " + leftOut + " came later");
    }
    return new History(operations.all(), faults.bands(), remarks);
  }
}
