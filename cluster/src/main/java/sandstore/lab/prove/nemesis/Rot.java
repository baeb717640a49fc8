package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** Bytes of a chunk rot on one node, or its file is cut short or gone; a scrub finds it. */
@AutoService(Nemesis.class)
public final class Rot implements Nemesis {
  private static final List<String> HOW = List.of("flip", "truncate", "delete");

  @Override
  public String name() {
    return "rot";
  }

  @Override
  public String about() {
    return "flips bytes of a chunk on one node, cuts its file short, or deletes it";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public Step draw(Draw draw) {
    String how = HOW.get(draw.chance().nextInt(HOW.size()));
    return draw.step(
        this,
        draw.seconds(0.5, 2),
        how + " a chunk",
        List.of("corrupt {holder} {file} --how " + how, "scrub now {holder}"),
        List.of());
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasReplicaCorrupt() && e.getNode().equals(begun.word(1)));
  }
}
