package sandstore.lab.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import sandstore.wire.StoreException;

/** Counts operations as they end. Threads share it. */
final class Tally {
  private static final int DIGITS = 3;

  private final Map<Kind, Counts> counts = new EnumMap<>(Kind.class);
  private final Map<String, Long> failures = new TreeMap<>();

  private static final class Counts {
    final Recorder recorder = new Recorder(DIGITS);
    final Histogram total = new Histogram(DIGITS);
    long bytes;

    synchronized void gather() {
      total.add(recorder.getIntervalHistogram());
    }
  }

  Tally(Iterable<Kind> kinds) {
    kinds.forEach(kind -> counts.put(kind, new Counts()));
  }

  void done(Kind kind, long nanos, long bytes) {
    Counts of = counts.get(kind);
    if (of == null) {
      throw new IllegalArgumentException(kind + " was not announced");
    }
    of.recorder.recordValue(nanos);
    synchronized (of) {
      of.bytes += bytes;
    }
  }

  synchronized void failed(StoreException failure) {
    failures.merge(failure.code().name(), 1L, Long::sum);
  }

  /** How many failed, by code. */
  synchronized Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  /** Of one kind, until now: a copy. */
  Latencies of(Kind kind) {
    Counts of = counts.get(kind);
    if (of == null) {
      throw new IllegalArgumentException(kind + " was not announced");
    }
    of.gather();
    synchronized (of) {
      return Latencies.of(of.total, of.bytes);
    }
  }

  long operations() {
    return counts.keySet().stream().mapToLong(kind -> of(kind).count()).sum();
  }

  long bytes() {
    return counts.keySet().stream().mapToLong(kind -> of(kind).bytes()).sum();
  }
}
