package sandstore.shown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.wire.DefiniteFailure;
import sandstore.wire.StoreException;

/**
 * Several writers, each with a file of its own, until closed: some overwrite a file of several
 * chunks, and others append a line. They know what they were told, and so what may be there.
 */
final class Registers implements AutoCloseable {
  private static final Call CALL = new Call(Optional.empty(), Duration.ofSeconds(20), false);

  /** A version fills this many lines, which is more than three chunks of 64 KiB. */
  private static final int LINES = 20_000;

  private final StoreClient client;
  private final List<Writer> writers = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile boolean enough;

  Registers(StoreClient client, int overwriting, int appending) {
    this.client = client;
    for (int i = 1; i <= overwriting; i++) {
      writers.add(new Writer("/register" + i, false));
    }
    for (int i = 1; i <= appending; i++) {
      writers.add(new Writer("/list" + i, true));
    }
    writers.forEach(w -> w.thread.start());
  }

  /** One that goes on whatever becomes of its operations. */
  private final class Writer {
    final String path;
    final boolean appends;
    final Thread thread;
    final List<Integer> ok = new ArrayList<>();
    final List<Integer> unknown = new ArrayList<>();

    Writer(String path, boolean appends) {
      this.path = path;
      this.appends = appends;
      this.thread = new Thread(this::write, path);
    }

    void write() {
      try {
        for (int number = 1; !enough; number++) {
          try {
            operate(number);
            ok.add(number);
            acknowledged.incrementAndGet();
          } catch (DefiniteFailure e) {
            // it did not happen, and must not be seen
          } catch (StoreException e) {
            unknown.add(number);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void operate(int number) throws InterruptedException {
      if (appends && number > 1) {
        client.append(stream(number + "\n"), path, CALL, Progress.NONE);
      } else {
        client.put(stream(appends ? "" : version(number)), -1, path, null, CALL, Progress.NONE);
      }
    }

    void check() throws InterruptedException {
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      client.get(path, got, Optional.empty(), CALL, Progress.NONE);
      String text = got.toString(StandardCharsets.UTF_8);
      assertThat(ok).as("%s acknowledged", path).hasSizeGreaterThan(5);
      if (appends) {
        checkLines(text.lines().map(Integer::valueOf).toList());
      } else {
        int there = Integer.parseInt(text.lines().findFirst().orElseThrow());
        assertThat(text.equals(version(there))).as("%s is one version whole", path).isTrue();
        List<Integer> possible = new ArrayList<>(unknown);
        possible.add(ok.get(ok.size() - 1));
        assertThat(there).as("%s", path).isIn(possible);
      }
    }

    private void checkLines(List<Integer> there) {
      assertThat(there).as("%s: none twice", path).doesNotHaveDuplicates();
      assertThat(there).as("%s: none lost", path).containsAll(ok.subList(1, ok.size()));
      TreeSet<Integer> told = new TreeSet<>(ok);
      told.addAll(unknown);
      assertThat(told).as("%s: none refused", path).containsAll(there);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Differs from every other in each of its lines, and so in each of its chunks. */
  private static String version(int number) {
    return String.format("%09d\n", number).repeat(LINES);
  }

  /** Operations that were acknowledged until now. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** All that was acknowledged is there, once, and nothing that was refused. */
  void check() throws InterruptedException {
    for (Writer writer : writers) {
      writer.check();
    }
  }

  /** How often nobody knew. */
  int unknown() {
    return writers.stream().mapToInt(w -> w.unknown.size()).sum();
  }

  @Override
  public void close() throws InterruptedException {
    enough = true;
    for (Writer writer : writers) {
      writer.thread.join();
    }
  }
}
