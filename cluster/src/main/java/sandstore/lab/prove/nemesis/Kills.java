package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** SIGKILL to one node, or to as many as a majority does without. */
@AutoService(Nemesis.class)
public final class Kills implements Nemesis {
  @Override
  public String name() {
    return "kills";
  }

  @Override
  public String about() {
    return "ends nodes by SIGKILL and starts them again: the leader, another, or two";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    boolean two = draw.minority() > 1 && draw.chance().nextInt(3) == 0;
    String who = two ? String.join(",", draw.shuffled().subList(0, 2)) : draw.victim();
    return draw.step(
        this, draw.seconds(1, 4), "kill " + who, List.of("kill " + who), List.of("start " + who));
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasNodeExited() && begun.word(1).contains(e.getNodeExited().getNode()));
  }
}
