package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sandstore.proto.Event;

/** Requests arrive twice, between nodes and from clients. */
@AutoService(Nemesis.class)
public final class Duplicates implements Nemesis {
  private static final long ENOUGH = 10;

  @Override
  public String name() {
    return "duplicates";
  }

  @Override
  public String about() {
    return "delivers requests twice, between nodes and from clients";
  }

  @Override
  public Target target() {
    return Target.LINKS;
  }

  @Override
  public Step draw(Draw draw) {
    int percent = 50 + draw.chance().nextInt(51);
    return draw.step(
        this,
        draw.seconds(2, 4),
        percent + " % twice",
        List.of(
            "duplicate all <-> all " + percent + "%", "duplicate client -> all " + percent + "%"),
        List.of("heal all <-> all", "heal client -> all"));
  }

  /** On some link of two nodes a good deal more has arrived than was sent. */
  @Override
  public Effect effect(Step begun) {
    return new Effect() {
      private final Map<String, long[]> links = new HashMap<>();
      private boolean seen;

      @Override
      public boolean hears(Event e) {
        if (e.hasRpcSent()) {
          count(e.getNode(), e.getRpcSent().getTo(), e.getRpcSent().getKind())[0] +=
              1 + e.getRpcSent().getLikeIt();
        } else if (e.hasRpcReceived()) {
          long[] count =
              count(e.getRpcReceived().getFrom(), e.getNode(), e.getRpcReceived().getKind());
          count[1] += 1 + e.getRpcReceived().getLikeIt();
          seen |= count[1] > ENOUGH && count[0] > 0 && count[1] > count[0] * 5 / 4;
        }
        return seen;
      }

      private long[] count(String from, String to, String kind) {
        return links.computeIfAbsent(from + " " + to + " " + kind, k -> new long[2]);
      }
    };
  }
}
