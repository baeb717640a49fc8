package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;

/** Cuts the network, so that nobody, or only some, can reach all others. */
@AutoService(Nemesis.class)
public final class Partitions implements Nemesis {
  static final List<String> HEALED = List.of("heal all <-> all");

  @Override
  public String name() {
    return "partitions";
  }

  @Override
  public String about() {
    return "halves, the leader alone, a ring of majorities, a bridge between two sides, one way only";
  }

  @Override
  public Target target() {
    return Target.LINKS;
  }

  @Override
  public Step draw(Draw draw) {
    return switch (draw.chance().nextInt(draw.nodes() >= 5 ? 5 : 4)) {
      case 0 -> halves(draw);
      case 1 -> cut(draw, "the leader alone", List.of("partition {leader} | {others}"));
      case 2 -> oneWay(draw);
      case 3 -> bridge(draw);
      default -> ring(draw);
    };
  }

  private Step cut(Draw draw, String what, List<String> lines) {
    return draw.step(this, draw.seconds(2, 5), what, lines, HEALED);
  }

  private Step halves(Draw draw) {
    List<String> all = draw.shuffled();
    int smaller = all.size() / 2;
    String some = String.join(",", all.subList(0, smaller));
    String others = String.join(",", all.subList(smaller, all.size()));
    return cut(draw, "halves", List.of("partition " + some + " | " + others));
  }

  private Step oneWay(Draw draw) {
    return draw.chance().nextBoolean()
        ? cut(draw, "nobody hears the leader", List.of("cut {leader} -> {others}"))
        : cut(draw, "the leader hears nobody", List.of("cut {others} -> {leader}"));
  }

  /** One node reaches all others, which are in two groups that do not reach each other. */
  private Step bridge(Draw draw) {
    List<String> all = draw.shuffled();
    int middle = (all.size() - 1) / 2;
    String some = String.join(",", all.subList(1, 1 + middle));
    String others = String.join(",", all.subList(1 + middle, all.size()));
    return cut(draw, "bridge over " + all.get(0), List.of("cut " + some + " <-> " + others));
  }

  /** Each sees a majority, and no two see the same one. */
  private Step ring(Draw draw) {
    List<String> all = draw.shuffled();
    int n = all.size();
    int reach = n / 4; // neighbours on each side that it goes on hearing
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        int apart = Math.min(j - i, n - (j - i));
        if (apart > Math.max(1, reach)) {
          lines.add("cut " + all.get(i) + " <-> " + all.get(j));
        }
      }
    }
    return cut(draw, "a ring of majorities", lines);
  }

  @Override
  public Effect effect(Step begun) {
    return Effect.of(e -> e.hasRpcDropped());
  }
}
