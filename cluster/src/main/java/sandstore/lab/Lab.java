package sandstore.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.process.Home;
import sandstore.lab.process.HomeTakenException;
import sandstore.lab.process.Reaper;
import sandstore.lab.process.Spawner;
import sandstore.lab.view.ClusterView;

/**
 * The one door: everything that a face or a lesson does, it does by {@link #run}, and everything
 * that it shows comes from {@link #view} and {@link #listen}.
 *
 * <p>A lab holds its home from its making until {@link #close}, and at most one cluster at a time.
 * All methods may be called from any thread.
 */
public final class Lab implements Door {
  /**
   * How a line ended.
   *
   * @param status 0 succeeded, 1 definite failure or unmet expectation, 2 the person's mistake, 3
   *     unknown outcome, 70 a mistake of the lab itself
   * @param message one line for a person; empty when it succeeded
   * @param hint what to do; may be empty
   */
  public record Ending(int status, String message, String hint) {
    public static final Ending OK = new Ending(0, "", "");

    /** One word for the status. */
    public String outcome() {
      return switch (status) {
        case 0 -> "ok";
        case 1 -> "failed";
        case 2 -> "refused";
        case 3 -> "unknown";
        default -> "mistake of the lab";
      };
    }

    /** For programs: what went wrong, as a result of kind {@code failure}. */
    public Reply.Result result() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("status", status);
      fields.put("outcome", outcome());
      fields.put("message", Style.strip(message));
      fields.put("hint", Style.strip(hint));
      return new Reply.Result("failure", fields, List.of(), true);
    }
  }

  private static final long LOOK_MILLIS = 20;
  private static final int USUAL_COLUMNS = 80;

  private final LabSettings settings;
  private final Home home;
  private final Catalog catalog = Catalog.load();
  private final Jobs jobs = new Jobs();
  private final LineRunner runner = new LineRunner(this, catalog, jobs);
  private final Listeners listeners = new Listeners();
  private final Idleness idleness = new Idleness(System::nanoTime);
  private final AtomicLong unknownOutcomes = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private volatile @Nullable Cluster cluster;

  private volatile Runnable beforeClose = () -> {};

  private volatile @Nullable Companion companion;
  private final List<Consumer<Reply>> hearers = new CopyOnWriteArrayList<>();
  private volatile IntSupplier columns = () -> USUAL_COLUMNS;

  /** The thread inside {@link #up}. */
  private volatile @Nullable Thread starting;

  /**
   * Takes the home; starts nothing.
   *
   * @throws Refusal if another lab has it, or it cannot be used
   */
  public Lab(LabSettings settings) {
    this.settings = settings;
    try {
      home = Home.open(settings.home());
    } catch (HomeTakenException e) {
      throw new Refusal(
          e.getMessage() + " (process " + e.holder() + ")",
          "lab attach (same --home) joins it; another --home DIR has a cluster of its own");
    } catch (IOException e) {
      throw new Refusal(
          "cannot keep anything in " + settings.home() + ": " + e.getMessage(),
          "choose another folder: --home DIR");
    }
  }

  public LabSettings settings() {
    return settings;
  }

  /** The folder in which it keeps everything. */
  public Path home() {
    return home.root();
  }

  /** The home that it holds, for whoever keeps something of the lab's there. */
  public Home held() {
    return home;
  }

  @Override
  public ClusterView view() {
    return cluster().map(Cluster::view).orElse(ClusterView.EMPTY);
  }

  /**
   * Runs one line of the command language ({@code a; b; c &}) on this thread; never throws for what
   * was typed. It stops at the first command that does not succeed; {@link
   * sandstore.lab.Line#parse} takes a line apart for those who want to go on. An interrupt is
   * Ctrl-C.
   *
   * @param replies called on this thread, and by threads of jobs also after this returned
   */
  @Override
  public Ending run(String line, Consumer<Reply> replies) {
    return run(line, settings.workingFolder(), replies);
  }

  /**
   * The same for someone who is elsewhere on this machine.
   *
   * @param workingFolder local paths in the line are relative to it
   */
  public Ending run(String line, Path workingFolder, Consumer<Reply> replies) {
    return run(line, new Asker(workingFolder, false, false, false, replies));
  }

  /** The same for someone who may only look: a command that could change anything is refused. */
  public Ending look(String line, Path workingFolder, Consumer<Reply> replies) {
    return run(line, new Asker(workingFolder, false, true, false, replies));
  }

  private Ending run(String line, Asker asker) {
    idleness.begins();
    asked.incrementAndGet();
    try {
      return runner.run(line, asker);
    } finally {
      idleness.ends();
    }
  }

  /** How many lines it has been asked to run, by whomever. */
  public long asked() {
    return asked.get();
  }

  /** How long nobody has asked for anything. */
  Duration idle() {
    return idleness.lasts();
  }

  /**
   * The same for a line that somebody else wrote, as a lesson's author did: it reaches no local
   * file outside that folder.
   */
  public Ending runConfined(String line, Path folder, Consumer<Reply> replies) {
    return run(line, new Asker(folder, true, false, false, replies));
  }

  /**
   * Why a line could not be run at all, whatever the cluster is like: a name that is no command's,
   * a missing argument, a quote left open. Nothing is run.
   */
  public Optional<Ending> mistakeIn(String line) {
    return runner.mistakeIn(line);
  }

  /** Who goes along with whoever types here. */
  public Optional<Companion> companion() {
    return Optional.ofNullable(companion);
  }

  /**
   * From now on this one goes along.
   *
   * @throws IllegalStateException if another one does
   */
  public synchronized void accompany(Companion newcomer) {
    if (companion != null) {
      throw new IllegalStateException("someone goes along already");
    }
    companion = newcomer;
  }

  /** Whoever went along does so no more, and is closed. */
  public synchronized void leaveAlone() {
    Companion left = companion;
    companion = null;
    if (left != null) {
      left.close();
    }
  }

  @Override
  public String where() {
    return companion().map(Companion::where).orElse("");
  }

  @Override
  public Sheet sheet() {
    return companion().map(Companion::sheet).orElse(Sheet.NONE);
  }

  @Override
  public AutoCloseable hear(Consumer<Reply> hearer) {
    hearers.add(hearer);
    return () -> hearers.remove(hearer);
  }

  /** Says something that nobody has typed a command for, to those who {@link #hear}. */
  public void tell(Reply reply) {
    hearers.forEach(h -> h.accept(reply));
  }

  @Override
  public void columns(IntSupplier ofTheFace) {
    columns = ofTheFace;
  }

  /** How many characters fit into a line of whoever looks; 80 where nobody says so. */
  public int columns() {
    return columns.getAsInt();
  }

  /** The cluster that is up. */
  public Optional<Cluster> cluster() {
    return Optional.ofNullable(cluster);
  }

  /**
   * Calls back with every event and the view after it, over all clusters to come, on one thread of
   * this listener's own. One that is more than 10,000 events behind misses some; it can tell by the
   * gap in {@link LabEvent#order}, which begins at 1 with each cluster.
   */
  @Override
  public AutoCloseable listen(BiConsumer<LabEvent, ClusterView> listener) {
    return listeners.add(listener);
  }

  /**
   * Waits until the view satisfies the condition; without a cluster it is looked at once.
   *
   * @return whether it did in time
   */
  public boolean await(Predicate<ClusterView> condition, Duration within)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (cluster == null
        && !condition.test(ClusterView.EMPTY)
        && jobs.running()
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS); // a job may be starting one
    }
    Cluster up = cluster;
    return up == null
        ? condition.test(ClusterView.EMPTY)
        : up.await(condition, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  /**
   * The last events of the cluster that is up.
   *
   * @throws Refusal if none is
   */
  public EventLog events() {
    return cluster().orElseThrow(Lab::noneUp).events();
  }

  @Override
  public Optional<Timeline> timeline() {
    return cluster().map(Cluster::events);
  }

  /** What to say of a name that is no command's: which it may have been meant to be. */
  public Refusal noSuchCommand(String typed) {
    List<String> near = catalog.near(typed);
    return new Refusal(
        "there is no command " + Style.harmless(typed),
        near.isEmpty()
            ? "help lists all commands"
            : "did you mean " + String.join(", ", near) + "?");
  }

  static Refusal noneUp() {
    return new Refusal("no cluster is up", "start one: up raft --nodes 3");
  }

  @Override
  public List<String> commands() {
    return catalog.names();
  }

  /** The signature of a command, by name or alias: for help, completion, forms and schemas. */
  @Override
  public Optional<CommandSpec> spec(String name) {
    return catalog.spec(name);
  }

  public Jobs jobs() {
    return jobs;
  }

  /**
   * How many operations of the lab's client ended in such a way that nobody knows their outcome.
   */
  public long unknownOutcomes() {
    return unknownOutcomes.get();
  }

  /** The cluster whose data is in the home, up or not. */
  public Optional<Shape> stored() {
    return storedCluster().map(StoredCluster::shape);
  }

  /** Its id, which no other cluster has. */
  public Optional<String> storedId() {
    return storedCluster().map(StoredCluster::cluster);
  }

  private Optional<StoredCluster> storedCluster() {
    try {
      return StoredCluster.read(home.clusterFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a cluster, on the data that the home has, if any. Returns when a leader (primary, single
   * node) serves. If it fails, nothing is left running.
   *
   * @throws Refusal if one is up, or the data is of another shape
   * @throws sandstore.wire.DefiniteFailure if it did not come up
   */
  public Cluster up(Shape shape, Cluster.Progress progress) throws InterruptedException {
    return up(shape, NodeDoors.LOOPBACK, Compilers.USUAL, progress);
  }

  /**
   * The same.
   *
   * @param doors where nodes listen; a cluster may come up another time elsewhere
   * @param compilers of the nodes, until it goes down
   */
  public synchronized Cluster up(
      Shape shape, NodeDoors doors, Compilers compilers, Cluster.Progress progress)
      throws InterruptedException {
    if (cluster != null) {
      throw new Refusal("a cluster is up already", "down takes it down");
    }
    try {
      return upOn(shape, doors, compilers, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cluster upOn(Shape shape, NodeDoors doors, Compilers compilers, Cluster.Progress progress)
      throws IOException, InterruptedException {
    Optional<StoredCluster> before = StoredCluster.read(home.clusterFile());
    before.ifPresent(other -> other.refuseOther(shape, settings.home()));
    StoredCluster stored = before.orElseGet(() -> StoredCluster.fresh(shape)).as(shape);
    stored.write(home.clusterFile());
    List<String> flags = new ArrayList<>(settings.nodeFlags());
    flags.addAll(compilers.flags());
    List<String> command = Spawner.nodeCommand(settings.java(), flags, settings.classPath());
    boolean up = false;
    starting = Thread.currentThread();
    try {
      Cluster started =
          Cluster.up(
              home, stored, doors, before.isEmpty(), command, listeners, unknownOutcomes, progress);
      cluster = started;
      up = true;
      return started;
    } finally {
      starting = null;
      if (!up && before.isEmpty()) {
        home.removeCluster();
      }
    }
  }

  /**
   * Takes the cluster down, its data stays.
   *
   * @throws Refusal if none is up
   */
  public synchronized void down() {
    Cluster up = cluster;
    if (up == null) {
      throw new Refusal("no cluster is up", "");
    }
    cluster = null;
    jobs.cancelAll();
    up.close();
  }

  /**
   * Removes the data of the cluster that is down, or what is left of it.
   *
   * @return what was removed; empty if there was nothing
   * @throws Refusal if one is up
   */
  public synchronized Optional<Shape> reset() throws IOException, InterruptedException {
    if (cluster != null) {
      throw new Refusal("a cluster is up", "down first");
    }
    Optional<Shape> removed = stored();
    new Reaper(home).reap();
    home.removeCluster();
    return removed;
  }

  /** This is the process. */
  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  /** It ends when it is closed, and not otherwise. */
  @Override
  public Optional<String> ended() {
    return Optional.empty();
  }

  /** The shell's {@code fg} woke the nodes too; those that were paused are paused again. */
  @Override
  public void continued() {
    cluster().ifPresent(Cluster::stayPaused);
  }

  /** Whoever lets others in has to stop that before the lab ends. */
  public void beforeClose(Runnable first) {
    beforeClose = first;
  }

  /**
   * Takes the cluster down and gives the home back. A start that another thread waits for is
   * interrupted.
   */
  @Override
  public void close() {
    beforeClose.run();
    Thread waiting = starting;
    if (waiting != null) {
      waiting.interrupt();
    }
    closeAll();
  }

  private synchronized void closeAll() {
    try {
      leaveAlone();
      if (cluster != null) {
        down();
      }
    } finally {
      closeHome();
    }
  }

  private void closeHome() {
    try {
      home.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
