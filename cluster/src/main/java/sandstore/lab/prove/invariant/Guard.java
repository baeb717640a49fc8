package sandstore.lab.prove.invariant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;
import sandstore.lab.Cluster;
import sandstore.lab.Lab;
import sandstore.lab.LabEvent;
import sandstore.lab.prove.workload.Observation;
import sandstore.lab.view.ClusterView;
import sandstore.proto.InvariantJudged;

/**
 * Watches all invariants of one cluster from its making until it is closed, and tells the stream of
 * events when one is broken. Threads may share it.
 */
public final class Guard implements AutoCloseable {
  private static final int MOST_SENTENCES = 20;

  private final Lab lab;
  private final Cluster cluster;
  private final double slack;
  private final Map<Invariant, Standing> watched = new LinkedHashMap<>();
  private final AutoCloseable listening;
  private final Thread ticking;
  private final AtomicLong lost = new AtomicLong();
  private ClusterView before;
  private long heard;
  private volatile long calmSince;
  private volatile long writingSince;

  /** How an invariant stands. */
  public enum State {
    HOLDS,
    BROKEN,
    /** It could not be judged. */
    UNKNOWN
  }

  /**
   * What was found out about one.
   *
   * @param sentences how it was broken, or why it could not be judged; the first twenty
   */
  public record Report(String id, String says, State state, List<String> sentences) {}

  private final class Standing implements Findings {
    final Invariant invariant;
    State state = State.HOLDS;
    final List<String> sentences = new ArrayList<>();

    Standing(Invariant invariant) {
      this.invariant = invariant;
    }

    @Override
    public synchronized void broken(String sentence, long... events) {
      if (state != State.BROKEN) {
        sentences.clear(); // why it could not be judged
      }
      state = State.BROKEN;
      if (sentences.size() < MOST_SENTENCES && !sentences.contains(sentence)) {
        sentences.add(sentence);
        tell(true, sentence, events);
      }
    }

    @Override
    public synchronized void unknown(String sentence) {
      if (state == State.HOLDS) {
        state = State.UNKNOWN;
        sentences.add(sentence);
      }
    }

    void tell(boolean broken, String sentence, long... events) {
      InvariantJudged.Builder judged =
          InvariantJudged.newBuilder()
              .setInvariant(invariant.id())
              .setBroken(broken)
              .setSentence(sentence);
      for (long event : events) {
        judged.addEvents(event);
      }
      cluster.judged(judged.build());
    }

    synchronized Report report() {
      return new Report(invariant.id(), invariant.says(), state, List.copyOf(sentences));
    }
  }

  /**
   * @param slack how many times the usual time things may take: 1 on a quiet machine
   */
  public Guard(Lab lab, Cluster cluster, double slack) {
    this.lab = lab;
    this.cluster = cluster;
    this.slack = slack;
    this.before = cluster.view();
    all().stream()
        .filter(i -> i.judges(cluster.shape().topology()))
        .forEach(i -> watched.put(i, new Standing(i)));
    watched.forEach((invariant, standing) -> standing.tell(false, invariant.says()));
    this.listening = lab.listen(this::heard);
    this.ticking = new Thread(this::tick, "invariants");
    ticking.setDaemon(true);
    ticking.start();
  }

  private static List<Invariant> all() {
    return ServiceLoader.load(Invariant.class, Invariant.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Invariant::id))
        .toList();
  }

  private void heard(LabEvent event, ClusterView after) {
    // After a gap nobody knows what came between: only events that follow each other are compared.
    if (heard == 0 || event.order() == heard + 1) {
      watched.forEach((invariant, standing) -> invariant.hears(event, before, after, standing));
    }
    heard = event.order();
    before = after;
    if (!Situation.calm(after)) {
      calmSince = 0;
    } else if (calmSince == 0) {
      calmSince = System.nanoTime();
    }
  }

  /** A client has seen something. */
  public void observe(Observation observation) {
    if (observation instanceof Observation.Lost) {
      lost.incrementAndGet();
    }
    watched.forEach((invariant, standing) -> invariant.sees(observation, standing));
  }

  /** Whether clients write now. */
  public void writing(boolean now) {
    if (!now) {
      writingSince = 0;
    } else if (writingSince == 0) {
      writingSince = System.nanoTime();
    }
  }

  private Situation situation() {
    return new Situation(lab, cluster, slack, calmSince, writingSince);
  }

  private void tick() {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        Situation now = situation();
        for (Map.Entry<Invariant, Standing> e : watched.entrySet()) {
          e.getKey().tick(now, e.getValue());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(Guard.class).error("the invariants are not watched any more", e);
      watched.values().forEach(s -> s.unknown("who watches it stumbled: " + e));
    }
  }

  /** A last look at all of them, when nobody works and nothing is wrong any more. */
  public void inTheEnd() throws InterruptedException {
    Situation now = situation();
    for (Map.Entry<Invariant, Standing> e : watched.entrySet()) {
      try {
        e.getKey().inTheEnd(now, e.getValue());
      } catch (RuntimeException problem) {
        e.getValue().unknown("it could not be looked at: " + problem.getMessage());
      }
    }
  }

  /** Acknowledged writes that are gone, at least: those that were seen to be. */
  public long lost() {
    return lost.get() + LostWrites.in(cluster.history().operations()).size();
  }

  /** How each stands, by name. */
  public List<Report> reports() {
    Map<String, Report> all = new TreeMap<>();
    watched.values().forEach(s -> all.put(s.invariant.id(), s.report()));
    return List.copyOf(all.values());
  }

  @Override
  public void close() {
    ticking.interrupt();
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("a listener does not leave", e);
    }
  }
}
