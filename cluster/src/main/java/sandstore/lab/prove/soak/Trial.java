package sandstore.lab.prove.soak;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.history.History;
import sandstore.lab.history.HistoryWriter;
import sandstore.lab.history.Operation;
import sandstore.lab.prove.Proof;
import sandstore.lab.prove.invariant.Guard;
import sandstore.lab.prove.nemesis.Mending;
import sandstore.lab.prove.nemesis.Played;
import sandstore.lab.prove.nemesis.Player;
import sandstore.lab.prove.workload.Load;
import sandstore.lab.prove.workload.Workload;
import sandstore.lab.prove.workload.Workloads;
import sandstore.lab.record.Recorder;
import sandstore.proto.Failure;
import sandstore.wire.DefiniteFailure;

/** One run, on a cluster that is made for it and removed after it. */
public final class Trial {
  /** Below this, before anything is wrong, a run would prove nothing. */
  private static final double FLOOR_A_SECOND = 10;

  private static final double WARM_UP_SECONDS = 2;
  private static final double PATIENCE_SECONDS = 30;
  private static final int LOOK_MILLIS = 100;

  private final Lab lab;
  private final TrialPlan plan;
  private final Path folder;
  private final Consumer<String> teller;

  /**
   * @param folder where a run that went wrong leaves its history; and each its schedule
   * @param teller hears what is done now, in a few words
   */
  public Trial(Lab lab, TrialPlan plan, Path folder, Consumer<String> teller) {
    this.lab = lab;
    this.plan = plan;
    this.folder = folder;
    this.teller = teller;
  }

  /**
   * The lab must have no cluster, and none stored, and has none afterwards.
   *
   * @throws sandstore.wire.StoreException if the cluster did not come up
   */
  public TrialResult run() throws InterruptedException, IOException {
    long began = System.nanoTime();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(plan.name() + ".schedule.json"), plan.schedule().json());
    try {
      teller.accept("starting");
      must(
          "up "
              + plan.schedule().topology()
              + " --nodes "
              + plan.schedule().nodes()
              + " --chunk-size 64KiB");
      must("repair --grace 2s");
      return onCluster(lab.cluster().orElseThrow(), began);
    } finally {
      boolean interrupted = Thread.interrupted();
      if (lab.cluster().isPresent()) {
        lab.down();
      }
      var unused = lab.reset();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void must(String line) {
    Lab.Ending ending = lab.run(line, reply -> {});
    if (ending.status() != 0) {
      throw new DefiniteFailure(Failure.Code.INTERNAL, line + ": " + ending.message());
    }
  }

  private TrialResult onCluster(Cluster cluster, long began)
      throws InterruptedException, IOException {
    Proof proof = Proof.of(lab, cluster);
    Guard guard = proof.guard(plan.slack());
    List<String> vain = new ArrayList<>();
    List<String> inconclusive = new ArrayList<>();
    List<Load> loads = new ArrayList<>();
    for (Workload workload : Workloads.all()) {
      loads.add(
          proof.start(
              workload.name(),
              new Load.Plan(workload.clients(), plan.rate(), plan.schedule().seed())));
    }
    teller.accept("clients write");
    double before = before(loads);
    if (before < FLOOR_A_SECOND) {
      vain.add(String.format("before the first fault only %.1f writes a second", before));
    }
    long begun = System.nanoTime();
    Player player = proof.play(plan.schedule(), played -> teller.accept(played.step().what()));
    player.await();
    teller.accept("all is healed");
    recovered(cluster, loads, inconclusive);
    var unused = proof.stop(Optional.empty());
    teller.accept("a last look");
    guard.inTheEnd();
    TrialResult result =
        result(cluster, guard, player.played(), begun, before, vain, inconclusive, began);
    if (!result.passed()) {
      save(cluster.history());
      Recorder.save(folder.resolve(plan.name() + ".rec"), cluster.events());
    }
    return result;
  }

  /** Acknowledged writes a second, over the last two seconds, once there are enough. */
  private double before(List<Load> loads) throws InterruptedException {
    double rate = 0;
    long until = System.nanoTime() + within(PATIENCE_SECONDS).toNanos();
    while (rate < FLOOR_A_SECOND && System.nanoTime() < until) {
      long from = acknowledged(loads);
      TimeUnit.MILLISECONDS.sleep((long) (WARM_UP_SECONDS * 1000));
      rate = (acknowledged(loads) - from) / WARM_UP_SECONDS;
    }
    return rate;
  }

  private static long acknowledged(List<Load> loads) {
    return loads.stream().mapToLong(l -> l.standing().acknowledged()).sum();
  }

  /** All nodes run, one leads, and writes are acknowledged again. */
  private void recovered(Cluster cluster, List<Load> loads, List<String> inconclusive)
      throws InterruptedException {
    if (!Mending.mend(lab, cluster, within(PATIENCE_SECONDS))) {
      inconclusive.add("not all nodes run again: " + cluster.view().describe());
    }
    long aim = acknowledged(loads) + 1;
    long until = System.nanoTime() + within(PATIENCE_SECONDS).toNanos();
    while (acknowledged(loads) < aim && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    if (acknowledged(loads) < aim) {
      inconclusive.add("nothing was acknowledged any more after the heal");
    }
  }

  private Duration within(double seconds) {
    return Duration.ofMillis((long) (seconds * plan.slack() * 1000));
  }

  private TrialResult result(
      Cluster cluster,
      Guard guard,
      List<Played> played,
      long begun,
      double before,
      List<String> vain,
      List<String> inconclusive,
      long began) {
    List<Operation> operations = cluster.history().operations();
    List<TrialResult.Broken> broken = new ArrayList<>();
    for (Guard.Report report : guard.reports()) {
      String first = report.sentences().isEmpty() ? "" : report.sentences().get(0);
      switch (report.state()) {
        case HOLDS -> {}
        case BROKEN -> broken.add(new TrialResult.Broken(report.id(), first));
        case UNKNOWN -> inconclusive.add(report.id() + ": " + first);
      }
    }
    List<TrialResult.Fault> faults = new ArrayList<>();
    for (Played p : played) {
      faults.add(
          new TrialResult.Fault(
              p.step().nemesis(),
              p.step().what(),
              (p.beganNanos() - begun) / 1e9,
              (p.endedNanos() - begun) / 1e9,
              p.seen(),
              p.problem()));
      if (!p.seen()) {
        vain.add(
            p.words()
                + ": no effect was seen"
                + (p.problem().isEmpty() ? "" : ", and " + p.problem()));
      }
    }
    long during = Tallying.during(operations, played);
    if (during == 0) {
      vain.add("no write was acknowledged while something was wrong");
    }
    return new TrialResult(
        plan.name(),
        plan.schedule().seed(),
        plan.schedule().topology(),
        plan.schedule().nodes(),
        (System.nanoTime() - began) / 1e9,
        operations.size(),
        Tallying.acknowledged(operations),
        during,
        Tallying.unknown(operations),
        before,
        guard.lost(),
        faults,
        broken,
        vain,
        inconclusive,
        Tallying.buckets(operations, begun));
  }

  private void save(History history) throws IOException {
    Path file = folder.resolve(plan.name() + ".history.jsonl");
    try (Writer out = Files.newBufferedWriter(file)) {
      HistoryWriter.jsonLines(history, out);
    }
  }
}
