package sandstore.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lab.prove.invariant.Guard;
import sandstore.lab.prove.nemesis.Played;
import sandstore.lab.prove.nemesis.Player;
import sandstore.lab.prove.nemesis.Schedule;
import sandstore.lab.prove.workload.Load;
import sandstore.lab.prove.workload.Workloads;

/** What works on one cluster, what breaks it, and who watches. Threads may share it. */
public final class Proof implements AutoCloseable {
  private static final double QUIET_MACHINE = 1;

  private final Lab lab;
  private final Cluster cluster;
  private final List<Load> loads = new ArrayList<>();
  private @Nullable Player player;
  private @Nullable Guard guard;

  private Proof(Lab lab, Cluster cluster) {
    this.lab = lab;
    this.cluster = cluster;
  }

  /** That of the cluster that is up. */
  public static Proof of(Lab lab, Cluster cluster) {
    return cluster.along(Proof.class, c -> new Proof(lab, c));
  }

  /** Who watches, from now on at the latest. */
  public Guard guard() {
    return guard(QUIET_MACHINE);
  }

  /**
   * @param slack how many times the usual time things may take, if nobody watches yet
   */
  public synchronized Guard guard(double slack) {
    Guard watching = guard;
    if (watching == null) {
      watching = new Guard(lab, cluster, slack);
      guard = watching;
    }
    return watching;
  }

  /** Whether anybody watches. */
  public synchronized boolean guarded() {
    return guard != null;
  }

  /**
   * Starts a workload; its name gets a number if there was one of this name.
   *
   * @throws sandstore.wire.StoreException if its folder could not be made
   */
  public Load start(String workload, Load.Plan plan) throws InterruptedException {
    Guard watching = guard();
    var what = Workloads.named(workload);
    Load load = Load.start(cluster, name(workload), what, plan, watching::observe);
    synchronized (this) {
      loads.add(load);
    }
    watching.writing(true);
    return load;
  }

  private synchronized String name(String workload) {
    long before =
        loads.stream().filter(l -> l.name().replaceAll("-[0-9]+$", "").equals(workload)).count();
    return before == 0 ? workload : workload + "-" + (before + 1);
  }

  /** All since up, in the order in which they began. */
  public synchronized List<Load> loads() {
    return List.copyOf(loads);
  }

  /**
   * Ends those that run and have this name, or all that run.
   *
   * @return those that ended
   */
  public List<Load> stop(Optional<String> name) throws InterruptedException {
    List<Load> those =
        loads().stream()
            .filter(l -> l.running() && (name.isEmpty() || name.get().equals(l.name())))
            .toList();
    if (loads().stream().filter(Load::running).count() == those.size()) {
      guard().writing(false); // last looks are no writes
    }
    for (Load load : those) {
      load.stop();
    }
    return those;
  }

  /**
   * Plays it from now on.
   *
   * @throws Refusal if one is being played
   */
  public synchronized Player play(Schedule schedule, Consumer<Played> teller) {
    Player now = player;
    if (now != null && now.running()) {
      throw new Refusal("a nemesis is at work already", "nemesis stop ends it");
    }
    var unused = guard();
    Player next = new Player(lab, cluster, schedule, teller);
    player = next;
    return next;
  }

  /** The last one that was started. */
  public synchronized Optional<Player> player() {
    return Optional.ofNullable(player);
  }

  @Override
  public synchronized void close() {
    loads.forEach(Load::close);
    if (player != null) {
      player.close();
    }
    if (guard != null) {
      guard.close();
    }
  }
}
