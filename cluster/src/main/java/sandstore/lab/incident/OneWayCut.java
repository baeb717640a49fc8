package sandstore.lab.incident;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.stream.Stream;
import sandstore.lab.Cluster;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.LinkRule;

/** What one node sends to another vanishes; the other way it goes. */
@AutoService(Trouble.class)
public final class OneWayCut implements Trouble {
  @Override
  public String name() {
    return "one-way-cut";
  }

  @Override
  public String about() {
    return "a link that carries one way only";
  }

  @Override
  public String traces() {
    return "the far end, which no longer hears the near one, or a call that failed there";
  }

  @Override
  public List<String> places(ClusterView view) {
    if (view.leader().isEmpty()) {
      return List.of();
    }
    String leader = view.leader().orElseThrow().id().name();
    return Troubles.followers(view).stream()
        .flatMap(f -> Stream.of(leader + " -> " + f, f + " -> " + leader))
        .toList();
  }

  @Override
  public boolean leaves(Trace trace, String place) {
    String from = end(place, 0);
    String to = end(place, 1);
    if (to.isEmpty()) {
      return false; // no link at all
    }
    Event event = trace.event();
    boolean unheard =
        event.getPeerSuspected().getPeer().equals(from)
            || event.getPeerDead().getPeer().equals(from);
    return (trace.toldBy(to) && unheard)
        || (trace.toldBy(from) && event.getRpcFailed().getTo().equals(to))
        || (trace.toldBy(to) && event.getRpcFailed().getTo().equals(from));
  }

  @Override
  public AutoCloseable begin(Cluster cluster, String place) throws InterruptedException {
    cluster
        .secrecy()
        .links(
            List.of(
                LinkRule.newBuilder()
                    .setFrom(end(place, 0))
                    .setTo(end(place, 1))
                    .setCut(true)
                    .build()));
    return () -> {};
  }

  @Override
  public String story(String place) {
    return "what " + end(place, 0) + " sent to " + end(place, 1) + " vanished, and not the reverse";
  }

  private static String end(String place, int which) {
    String[] ends = place.split(" -> ", 2);
    return which < ends.length ? ends[which] : "";
  }
}
