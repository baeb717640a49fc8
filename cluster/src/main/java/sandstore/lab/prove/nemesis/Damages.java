package sandstore.lab.prove.nemesis;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Locale;
import sandstore.lab.process.Damage;

/**
 * The log, term and vote, or a snapshot of one node is damaged while it is down. It has to refuse;
 * then it is wiped, and comes back as a new peer.
 */
@AutoService(Nemesis.class)
public final class Damages implements Nemesis {
  /**
   * What has to be refused. Term and vote that are cut in half are not among it: the other half has
   * all that the first had. Nor is a snapshot that is gone, for as long as the log goes back to its
   * beginning.
   */
  public static final List<Harm> HARMS =
      List.of(
          new Harm("log", Damage.log(), Damage.How.FLIP),
          new Harm("log", Damage.log(), Damage.How.TRUNCATE),
          new Harm("log", Damage.log(), Damage.How.DELETE),
          new Harm("meta", Damage.meta(), Damage.How.FLIP),
          new Harm("meta", Damage.meta(), Damage.How.DELETE),
          new Harm("snapshot", Damage.snapshot(), Damage.How.FLIP),
          new Harm("snapshot", Damage.snapshot(), Damage.How.TRUNCATE));

  /**
   * What is harmed, and how.
   *
   * @param what as {@code corrupt} has it, and as a node that refuses calls it
   */
  public record Harm(String what, Damage of, Damage.How how) {
    public Damage damage() {
      return of.by(how);
    }

    String verb() {
      return how.name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String name() {
    return "damages";
  }

  @Override
  public String about() {
    return "damages log, term and vote, or snapshot of a node: it has to refuse, and comes back new";
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
    String who = draw.follower();
    Harm harm = HARMS.get(draw.chance().nextInt(HARMS.size()));
    String damage = "corrupt " + who + " " + harm.what() + " --how " + harm.verb();
    return draw.step(
        this,
        draw.seconds(0.5, 1),
        harm.verb() + " the " + harm.what() + " of " + who,
        harm.what().equals("snapshot")
            ? List.of("snapshot " + who, "kill " + who, damage, "start " + who)
            : List.of("kill " + who, damage, "start " + who),
        List.of("stop " + who, "wipe " + who, "start " + who));
  }

  @Override
  public Effect effect(Step begun) {
    String who = begun.word(1);
    return Effect.of(
        e ->
            e.getNode().equals(who)
                && (e.hasQuarantined() || e.getNodeState().getQuarantinedCount() > 0));
  }
}
