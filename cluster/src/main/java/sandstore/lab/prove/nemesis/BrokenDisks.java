package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** Everything on a disk is an I/O error. */
@AutoService(Nemesis.class)
public final class BrokenDisks implements Nemesis {
  @Override
  public String name() {
    return "broken-disks";
  }

  @Override
  public String about() {
    return "makes a disk answer with I/O errors; its node must not go on as if nothing had been";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    String who = draw.victim();
    return draw.step(
        this,
        draw.seconds(2, 4),
        "I/O errors on " + who,
        List.of("disk " + who + " fail"),
        List.of("disk " + who + " ok", "stop " + who, "start " + who));
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(
        e ->
            (e.hasNodeExited() && e.getNodeExited().getNode().equals(begun.word(1)))
                || (e.hasDiskFailed() && e.getNode().equals(begun.word(1))));
  }
}
