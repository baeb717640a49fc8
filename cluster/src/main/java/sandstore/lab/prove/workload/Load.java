package sandstore.lab.prove.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import sandstore.client.Call;
import sandstore.lab.Cluster;
import sandstore.lab.Visitor;
import sandstore.lab.history.Tape;

/** A workload at work: so many clients, each with a thread and connections of its own. */
public final class Load implements AutoCloseable {
  private static final Call MAKE_FOLDER = new Call(Optional.empty(), Duration.ofSeconds(20), false);

  /** What is left to do when the load ends must not take longer than a person waits. */
  private static final Duration END = Duration.ofSeconds(30);

  private final String name;
  private final Workload workload;
  private final Plan plan;
  private final Arena arena;
  private final List<Visitor> visitors = new ArrayList<>();
  private final List<Hand> hands = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Hand last;
  private final long begun = System.nanoTime();
  private volatile long ended;
  private volatile boolean enough;
  private volatile @Nullable RuntimeException broken;

  /**
   * How much of it.
   *
   * @param rate operations a second, of all clients together; 0 = as many as go
   * @param seed of what each client does next
   */
  public record Plan(int clients, double rate, long seed) {}

  /** How far it is. */
  public record Standing(
      String name,
      int clients,
      double seconds,
      boolean running,
      long ok,
      long acknowledged,
      long refused,
      long unknown) {}

  private Load(
      Cluster cluster, String name, Workload workload, Plan plan, Consumer<Observation> observer) {
    this.name = name;
    this.workload = workload;
    this.plan = plan;
    this.arena = new Arena("/" + name, observer);
    Tape tape = cluster.tape();
    for (int i = 0; i <= plan.clients(); i++) {
      Visitor visitor = cluster.visitor(name);
      visitors.add(visitor);
      boolean acts = i < plan.clients();
      hands.add(
          new Hand(
              i,
              visitor.client(),
              tape.lane(name + "-" + (acts ? i + 1 : "last")),
              arena,
              new Random(plan.seed() * 1000 + i)));
    }
    this.last = hands.remove(plan.clients());
  }

  /**
   * Begins.
   *
   * @param name of this load, and of its folder in the store's root
   * @throws sandstore.wire.StoreException if its folder could not be made
   */
  public static Load start(
      Cluster cluster, String name, Workload workload, Plan plan, Consumer<Observation> observer)
      throws InterruptedException {
    Load load = new Load(cluster, name, workload, plan, observer);
    boolean begun = false;
    try {
      var unused = load.last.client().makeFolder(load.arena.folder(), true, MAKE_FOLDER);
      load.begin();
      begun = true;
    } finally {
      if (!begun) {
        load.visitors.forEach(Visitor::close);
      }
    }
    return load;
  }

  private void begin() {
    for (Hand hand : hands) {
      Thread thread = new Thread(() -> work(hand), name + "-" + (hand.number() + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work(Hand hand) {
    long period = plan.rate() <= 0 ? 0 : (long) (plan.clients() / plan.rate() * 1e9);
    long next = System.nanoTime() + (long) (period * hand.chance().nextDouble());
    try {
      while (!enough) {
        if (period > 0) {
          long wait = next - System.nanoTime();
          TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
          next = Math.max(next, System.nanoTime() - period) + period;
        }
        workload.act(hand);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      broken = e;
      enough = true;
      LoggerFactory.getLogger(Load.class).error("{} stumbles", name, e);
    }
  }

  public String name() {
    return name;
  }

  public boolean running() {
    return ended == 0;
  }

  public Standing standing() {
    Arena.Count count = arena.count();
    long now = ended == 0 ? System.nanoTime() : ended;
    return new Standing(
        name,
        plan.clients(),
        (now - begun) / 1e9,
        running(),
        count.ok(),
        count.acknowledged(),
        count.refused(),
        count.unknown());
  }

  /**
   * Ends: clients end what they are doing, and then have a last look.
   *
   * @throws IllegalStateException if the workload itself stumbled
   */
  public synchronized void stop() throws InterruptedException {
    if (ended != 0) {
      return;
    }
    enough = true;
    for (Thread thread : threads) {
      thread.join(END.toMillis());
    }
    RuntimeException why = broken;
    if (why == null) {
      workload.finish(last);
    }
    end();
    if (why != null) {
      throw new IllegalStateException("the workload " + name + " stumbled: " + why, why);
    }
  }

  private void end() {
    ended = System.nanoTime();
    visitors.forEach(Visitor::close);
  }

  /** Ends at once, without a last look. */
  @Override
  public void close() {
    if (ended == 0) {
      enough = true;
      threads.forEach(Thread::interrupt);
      end();
    }
  }
}
