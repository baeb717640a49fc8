package sandstore.lab.story;

import java.util.ArrayList;
import java.util.List;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Invariants;
import sandstore.proto.Event;
import sandstore.proto.Role;

/** What must not be, found as soon as the view shows it. */
public final class Alarm {
  private Alarm() {}

  /** Broken invariants, and a second primary; mostly none. */
  public static List<String> of(ClusterView before, Event event, ClusterView after) {
    List<String> alarms = new ArrayList<>();
    for (String broken : Invariants.check(before, event, after)) {
      alarms.add("this must never happen: " + broken);
    }
    if (primaries(after).size() > 1 && primaries(after).size() > primaries(before).size()) {
      alarms.add(
          "two primaries, "
              + String.join(" and ", primaries(after))
              + ": whatever each acknowledges now, one of the two will be lost");
    }
    return alarms;
  }

  private static List<String> primaries(ClusterView view) {
    return view.leaders().stream()
        .filter(n -> n.role() == Role.PRIMARY)
        .map(n -> n.id().name())
        .toList();
  }
}
