package sandstore.lab.incident;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;

/**
 * Who is on call on one cluster: the trouble that is open, if there is one. Threads may share it.
 */
final class Duty implements AutoCloseable {
  /** What the troubles that need a file take. */
  static final String FILE = "/on-call";

  private static final int FILE_BYTES = 1 << 20;

  /**
   * A trouble that has begun.
   *
   * @param asked lines that the lab had been asked before
   */
  record Open(
      Trouble trouble,
      String place,
      long seed,
      long sinceNanos,
      long asked,
      AutoCloseable goesOn) {}

  /** What became of an answer. */
  enum Verdict {
    /** None of the events shows what the answer says. */
    NOT_SHOWN,
    WRONG,
    FOUND
  }

  private final Lab lab;
  private final Cluster cluster;
  private @Nullable Open open;
  private int wrong;

  private Duty(Lab lab, Cluster cluster) {
    this.lab = lab;
    this.cluster = cluster;
  }

  static Duty on(Lab lab, Cluster cluster) {
    return cluster.along(Duty.class, c -> new Duty(lab, c));
  }

  synchronized Optional<Open> open() {
    return Optional.ofNullable(open);
  }

  /** A file for troubles to strike. */
  void prepare() throws InterruptedException {
    byte[] content = new byte[FILE_BYTES];
    new Random(1).nextBytes(content);
    var unused =
        cluster
            .client()
            .put(
                new ByteArrayInputStream(content),
                FILE_BYTES,
                FILE,
                null,
                Call.DEFAULT,
                Progress.NONE);
  }

  /** Draws a trouble and a place, and begins it. */
  synchronized void begin(long seed) throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trouble> possible = new ArrayList<>(Troubles.all());
    possible.removeIf(t -> t.places(cluster.view()).isEmpty());
    Trouble trouble = possible.get(random.nextInt(possible.size()));
    begin(trouble, seed, random);
  }

  synchronized void begin(Trouble trouble, long seed, SplittableRandom random)
      throws InterruptedException {
    List<String> places = trouble.places(cluster.view());
    if (places.isEmpty()) {
      throw new Refusal("there is no place for that now", "wait leader != ''");
    }
    String place = places.get(random.nextInt(places.size()));
    AutoCloseable goesOn = begun(trouble, place);
    wrong = 0;
    open = new Open(trouble, place, seed, System.nanoTime(), lab.asked(), goesOn);
  }

  /** What has begun only in part, be it for Ctrl-C, is no secret. */
  private AutoCloseable begun(Trouble trouble, String place) throws InterruptedException {
    boolean whole = false;
    try {
      AutoCloseable goesOn = trouble.begin(cluster, place);
      whole = true;
      return goesOn;
    } finally {
      if (!whole) {
        cluster.secrecy().reveal();
      }
    }
  }

  /**
   * Judges an answer; the trouble is over when it is right.
   *
   * @throws Refusal if no trouble is open
   */
  synchronized Verdict answer(Trouble trouble, String place, List<LabEvent> because) {
    Open now = require();
    long nanos = System.nanoTime();
    long millis = System.currentTimeMillis();
    if (because.stream().noneMatch(e -> trouble.leaves(Trace.of(e, nanos, millis), place))) {
      wrong++;
      return Verdict.NOT_SHOWN;
    }
    if (!trouble.name().equals(now.trouble().name()) || !place.equals(now.place())) {
      wrong++;
      return Verdict.WRONG;
    }
    return Verdict.FOUND;
  }

  Open require() {
    return open().orElseThrow(() -> new Refusal("nothing is kept from you now", "incident start"));
  }

  /** What it would be worth to find it now. */
  synchronized Score score() {
    Open now = require();
    return new Score(
        lab.asked() - now.asked(), (System.nanoTime() - now.sinceNanos()) / 1e9, wrong);
  }

  /** It is over: everything may be known, and what went on in this process has ended. */
  synchronized Open end() throws InterruptedException {
    Open now = require();
    open = null;
    stop(now);
    cluster.secrecy().reveal();
    return now;
  }

  private static void stop(Open now) throws InterruptedException {
    try {
      now.goesOn().close();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a trouble does not end", e);
    }
  }

  @Override
  public synchronized void close() throws InterruptedException {
    Open now = open;
    open = null;
    if (now != null) {
      stop(now);
    }
  }
}
