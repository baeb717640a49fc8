package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** A part of what passes between nodes is lost. */
@AutoService(Nemesis.class)
public final class Losses implements Nemesis {
  @Override
  public String name() {
    return "losses";
  }

  @Override
  public String about() {
    return "loses a part of the messages between nodes; a lost one of a stream stalls it";
  }

  @Override
  public Target target() {
    return Target.LINKS;
  }

  @Override
  public Step draw(Draw draw) {
    int percent = 5 + draw.chance().nextInt(25);
    return draw.step(
        this,
        draw.seconds(2, 4),
        percent + " % lost",
        List.of("lose all <-> all " + percent + "%"),
        Partitions.HEALED);
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasRpcDropped());
  }
}
