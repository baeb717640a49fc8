package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** The power goes: what was not forced is not there any more. */
@AutoService(Nemesis.class)
public final class PowerLosses implements Nemesis {
  @Override
  public String name() {
    return "powerlosses";
  }

  @Override
  public String about() {
    return "ends nodes and takes from their disks what was not forced: one, or all at once";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    boolean all = draw.chance().nextInt(4) == 0;
    String who = all ? "all" : draw.victim();
    return draw.step(
        this,
        all ? draw.seconds(0.2, 0.5) : draw.seconds(1, 3),
        "power loss of " + who,
        List.of("powerloss " + who),
        List.of("start " + who));
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasPowerLost());
  }
}
