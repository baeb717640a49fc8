package sandstore.lab.prove.nemesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;

/**
 * Plays a schedule on a cluster, on a thread of its own. Whatever is in force when it ends, or is
 * ended, is taken back.
 */
public final class Player implements AutoCloseable {
  /** What a line of a schedule may begin with. */
  static final List<String> VERBS =
      List.of(
          "kill",
          "start",
          "stop",
          "pause",
          "resume",
          "wipe",
          "powerloss",
          "partition",
          "isolate",
          "cut",
          "slow",
          "lose",
          "duplicate",
          "heal",
          "disk",
          "corrupt",
          "skew",
          "scrub",
          "snapshot",
          "member",
          "drain",
          "wait",
          "transfer",
          "elect");

  private static final int TRIES = 3;
  private static final int MISTAKE = 2;
  private static final long SLEEP_MILLIS = 20;
  private static final Duration MEND = Duration.ofSeconds(20);

  /**
   * So much longer a fault may last if nobody has seen its effect yet: a disk that is full is not
   * noticed before somebody has it write, and a partition may keep that away for a while.
   */
  private static final double PATIENCE_SECONDS = 15;

  private final Lab lab;
  private final Cluster cluster;
  private final Schedule schedule;
  private final Words words;
  private final Consumer<Played> teller;
  private final List<InForce> inForce = new ArrayList<>();
  private final List<Played> played = new ArrayList<>();
  private final Thread thread;
  private final AutoCloseable listening;
  private volatile boolean enough;

  /** A fault that lasts. */
  private static final class InForce {
    final Step step;
    final Effect effect;
    final long began = System.nanoTime();
    final double until;
    String problem = "";
    boolean seen;

    InForce(Step step, Effect effect, double until) {
      this.step = step;
      this.effect = effect;
      this.until = until;
      this.seen = step.begin().isEmpty(); // it only mends
    }

    Played played(long ended) {
      return new Played(step, began, ended, seen, problem);
    }
  }

  /**
   * Begins at once.
   *
   * @param teller hears of each fault when it has begun, and when it has ended
   */
  public Player(Lab lab, Cluster cluster, Schedule schedule, Consumer<Played> teller) {
    this.lab = lab;
    this.cluster = cluster;
    this.schedule = schedule;
    this.words = new Words(cluster, new Random(schedule.seed()));
    this.teller = teller;
    this.listening = lab.listen((event, view) -> heard(event.event()));
    this.thread = new Thread(this::run, "nemesis");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized void heard(sandstore.proto.Event event) {
    for (InForce fault : inForce) {
      fault.seen = fault.seen || fault.effect.hears(event);
    }
  }

  private void run() {
    long begun = System.nanoTime();
    List<Step> waiting = new ArrayList<>(schedule.steps());
    waiting.sort(Comparator.comparingDouble(Step::at));
    try {
      while (!enough && (!waiting.isEmpty() || lasts())) {
        double now = (System.nanoTime() - begun) / 1e9;
        for (InForce fault : due(now)) {
          end(fault);
        }
        if (!waiting.isEmpty() && waiting.get(0).at() <= now && !lasts(waiting.get(0))) {
          begin(waiting.remove(0), begun);
        }
        TimeUnit.MILLISECONDS.sleep(SLEEP_MILLIS);
      }
      for (InForce fault : lasting()) {
        end(fault);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the cluster goes down; there is nothing to take back
    } finally {
      close(listening);
    }
  }

  private synchronized boolean lasts() {
    return !inForce.isEmpty();
  }

  /** Whether something is broken still that this would break, too. */
  private synchronized boolean lasts(Step next) {
    Nemesis.Target target = Nemeses.named(next.nemesis()).target();
    return !next.begin().isEmpty()
        && inForce.stream().anyMatch(f -> Nemeses.named(f.step.nemesis()).target() == target);
  }

  private synchronized List<InForce> due(double now) {
    return inForce.stream().filter(f -> f.until + (f.seen ? 0 : PATIENCE_SECONDS) <= now).toList();
  }

  private synchronized List<InForce> lasting() {
    return List.copyOf(inForce);
  }

  private void begin(Step step, long started) throws InterruptedException {
    if (!step.begin().isEmpty() && Nemeses.named(step.nemesis()).target() == Nemesis.Target.NODES) {
      // A node that an earlier fault left behind would make this one fall flat.
      var unused = Mending.mend(lab, cluster, MEND);
    }
    InForce fault = null;
    String problem = "";
    for (int i = 0; i < TRIES && fault == null; i++) {
      try {
        Step bound = words.bound(step);
        double now = (System.nanoTime() - started) / 1e9;
        fault =
            new InForce(bound, Nemeses.named(bound.nemesis()).effect(bound), now + step.lasts());
      } catch (Words.Nothing e) {
        problem = String.valueOf(e.getMessage());
        continue;
      }
      synchronized (this) {
        inForce.add(fault);
      }
      Begun begun = lines(fault.step.begin());
      if (begun.nothingYet() && i + 1 < TRIES && !fault.seen) {
        problem = begun.ending().message();
        synchronized (this) {
          inForce.remove(fault); // what it was about is gone; there may be another
        }
        fault = null;
      } else if (begun.ending().status() != 0) {
        fault.problem = begun.ending().message();
      }
    }
    if (fault == null) {
      Played never = new Played(step, System.nanoTime(), System.nanoTime(), false, problem);
      synchronized (this) {
        played.add(never);
      }
      teller.accept(never);
    } else {
      teller.accept(fault.played(0));
    }
  }

  /**
   * How far the lines of a fault came.
   *
   * @param prepared nothing but what comes before a fault was tried
   */
  private record Begun(boolean prepared, Lab.Ending ending) {
    /** It may be tried again, elsewhere. */
    boolean nothingYet() {
      return ending.status() == MISTAKE || (ending.status() != 0 && prepared);
    }
  }

  private Begun lines(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      Lab.Ending ending = lab.run(lines.get(i), reply -> {});
      if (ending.status() != 0) {
        return new Begun(i == 0 && lines.size() > 1, ending);
      }
    }
    return new Begun(false, Lab.Ending.OK);
  }

  private void end(InForce fault) throws InterruptedException {
    for (String line : fault.step.end()) {
      Lab.Ending ending = lab.run(line, reply -> {});
      for (int i = 1; i < TRIES && ending.status() != 0 && ending.status() != MISTAKE; i++) {
        TimeUnit.SECONDS.sleep(1);
        ending = lab.run(line, reply -> {});
      }
      if (ending.status() != 0 && ending.status() != MISTAKE) {
        fault.problem = line + ": " + ending.message();
      }
    }
    Played ended;
    synchronized (this) {
      inForce.remove(fault);
      ended = fault.played(System.nanoTime());
      played.add(ended);
    }
    teller.accept(ended);
  }

  public Schedule schedule() {
    return schedule;
  }

  public boolean running() {
    return thread.isAlive();
  }

  /** All faults until now, those that last included. */
  public synchronized List<Played> played() {
    List<Played> all = new ArrayList<>(played);
    inForce.forEach(f -> all.add(f.played(0)));
    return all;
  }

  /** Waits until it has ended by itself. */
  public void await() throws InterruptedException {
    thread.join();
  }

  /** Takes back what is in force, and ends. */
  public void stop() throws InterruptedException {
    enough = true;
    thread.join();
  }

  /** Ends at once; what is in force stays so. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private static void close(AutoCloseable listening) {
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("a listener does not leave", e);
    }
  }
}
