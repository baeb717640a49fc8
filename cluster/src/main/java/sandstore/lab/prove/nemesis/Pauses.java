package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** SIGSTOP for a part of the election timeout, for all of it, or for many times that. */
@AutoService(Nemesis.class)
public final class Pauses implements Nemesis {
  private static final double[] ELECTIONS = {0.2, 1, 1, 3, 3, 3, 10};

  @Override
  public String name() {
    return "pauses";
  }

  @Override
  public String about() {
    return "stops a process for 0.2, 1, 3 or 10 election timeouts; it does not know that it slept";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    double times = ELECTIONS[draw.chance().nextInt(ELECTIONS.length)];
    String who = draw.victim();
    return draw.step(
        this,
        Math.max(0.2, Math.min(draw.left(), times * draw.election())),
        "pause " + who + " for " + times + " election timeouts",
        List.of("pause " + who),
        List.of("resume " + who));
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasNodePaused() && e.getNodePaused().getNode().equals(begun.word(1)));
  }
}
