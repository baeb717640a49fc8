package sandstore.lab.condition;

import java.util.List;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;

/**
 * A condition that is watched from some moment on: only elections of later terms count, only events
 * since then were seen. Not safe for several threads.
 */
public final class Watch {
  private final Condition condition;
  private final List<Sighting> sightings;
  private final boolean[] seen;
  private final long afterTerm;
  private ClusterView start;

  /**
   * @param from the view at that moment, which is also what {@code start} stands for
   */
  public Watch(Condition condition, ClusterView from) {
    this.condition = condition;
    this.sightings = condition.sightings();
    this.seen = new boolean[sightings.size()];
    this.afterTerm = from.term();
    this.start = from;
  }

  /** {@code start} stands for this view instead; what was seen since the beginning stays seen. */
  public void startsAt(ClusterView view) {
    start = view;
  }

  /** To be told each event once, in order. */
  public void hears(Event event) {
    for (int i = 0; i < seen.length; i++) {
      seen[i] = seen[i] || sightings.get(i).matches(event);
    }
  }

  /** What it says of the view. */
  public Verdict judge(ClusterView view, Jobs jobs) {
    return condition.evaluate(view, jobs, new Condition.Past(start, afterTerm, n -> saw((int) n)));
  }

  private boolean saw(int number) {
    return seen[number];
  }
}
