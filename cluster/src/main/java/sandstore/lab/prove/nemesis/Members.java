package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;

/** A node joins, and leaves again once its chunks are elsewhere. */
@AutoService(Nemesis.class)
public final class Members implements Nemesis {
  @Override
  public String name() {
    return "members";
  }

  @Override
  public String about() {
    return "a node joins, is emptied, and leaves";
  }

  @Override
  public Target target() {
    return Target.NODES;
  }

  @Override
  public boolean fits(String topology, int nodes) {
    return topology.equals("raft") && nodes >= 3;
  }

  @Override
  public Step draw(Draw draw) {
    return draw.step(
        this,
        draw.seconds(1, 3),
        "a node joins and leaves",
        List.of("member add {next}"),
        List.of("drain {next}", "wait '{next}' in drained within 60s", "member remove {next}"));
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(
        e -> e.hasMemberAdmitted() && e.getMemberAdmitted().getNode().equals(begun.word(2)));
  }
}
