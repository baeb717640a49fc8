package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** Everything on some links arrives later. */
@AutoService(Nemesis.class)
public final class Delays implements Nemesis {
  @Override
  public String name() {
    return "delays";
  }

  @Override
  public String about() {
    return "delays what passes between nodes, by up to a part of the election timeout";
  }

  @Override
  public Target target() {
    return Target.LINKS;
  }

  @Override
  public Step draw(Draw draw) {
    int millis = 20 + draw.chance().nextInt((int) (draw.election() * 200));
    String who = draw.chance().nextBoolean() ? "all" : draw.follower();
    return draw.step(
        this,
        draw.seconds(2, 4),
        who + " delayed by " + millis + " ms",
        List.of("slow " + who + " <-> all " + millis + "ms +-" + millis / 2 + "ms"),
        Partitions.HEALED);
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasRpcSent() && e.getRpcSent().getDelayMillis() > 0);
  }
}
