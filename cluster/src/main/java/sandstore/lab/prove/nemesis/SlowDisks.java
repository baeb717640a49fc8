package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** Each write and each force takes longer. */
@AutoService(Nemesis.class)
public final class SlowDisks implements Nemesis {
  private static final int LEAST_MILLIS = 30;

  @Override
  public String name() {
    return "slow-disks";
  }

  @Override
  public String about() {
    return "makes each write and force on a disk take 30 to 130 ms longer";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    String who = draw.follower();
    int millis = LEAST_MILLIS + draw.chance().nextInt(100);
    return draw.step(
        this,
        draw.seconds(2, 4),
        "the disk of " + who + " is slow by " + millis + " ms",
        List.of("disk " + who + " slow " + millis + "ms"),
        List.of("disk " + who + " ok"));
  }

  /** Whoever asks it to write waits so long; if it leads, others wait for its answers. */
  @Override
  public Effect effect(Step begun) {
    return Effect.of(
        e ->
            e.hasRpcAnswered()
                && e.getRpcAnswered().getTo().equals(begun.word(1))
                && e.getRpcAnswered().getTookMicros() >= LEAST_MILLIS * 1000L);
  }
}
