package sandstore.lab.bench;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.lab.figures.Noise;

/**
 * The operations of a load, on a folder of its own: what they need is made before, and everything
 * goes with the folder. Threads share it.
 */
final class Operations {
  /** So many files are there to be read, or one a thread if those are more. */
  private static final int FILES = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A transfer that is slower than this is taken for stuck. */
  private static final long SLOWEST_BYTES_A_SECOND = 4 << 20;

  private final StoreClient client;
  private final String folder;
  private final Load load;
  private final Call call;
  private final int files;
  private final AtomicLong created = new AtomicLong();

  Operations(StoreClient client, String folder, Load load) {
    this.client = client;
    this.folder = folder;
    this.load = load;
    this.call =
        new Call(
            Optional.empty(), PATIENCE.plusSeconds(load.size() / SLOWEST_BYTES_A_SECOND), false);
    this.files = Math.min(FILES, load.threads());
  }

  /** What will be read must be there. */
  void prepare() throws InterruptedException {
    client.makeFolder(folder, false, call);
    for (int i = 0; i < load.threads(); i++) {
      client.makeFolder(folder + "/" + i, false, call);
    }
    boolean reads = load.work().kinds().contains(Kind.GET);
    boolean stats = load.work().kinds().contains(Kind.STAT);
    for (int i = 0; i < files && (reads || stats); i++) {
      put(source(i), reads ? load.size() : 0);
    }
  }

  /** Removes the folder with all that is in it. */
  void clear() throws InterruptedException {
    client.remove(folder, true, call);
  }

  /**
   * Carries out one.
   *
   * @param thread which of them asks, from 0
   * @return bytes moved
   */
  long run(Kind kind, int thread) throws InterruptedException {
    switch (kind) {
      case PUT:
        put(folder + "/" + thread + "/file", load.size());
        return load.size();
      case GET:
        client.get(any(), OutputStream.nullOutputStream(), Optional.empty(), call, Progress.NONE);
        return load.size();
      case CREATE:
        client.put(
            InputStream.nullInputStream(),
            0,
            folder + "/" + thread + "/" + created.incrementAndGet(),
            0L,
            call,
            Progress.NONE);
        return 0;
      case STAT:
        var unused = client.stat(any(), call);
        return 0;
    }
    throw new IllegalArgumentException(kind.word());
  }

  private void put(String path, long size) throws InterruptedException {
    client.put(new Noise(size), size, path, null, call, Progress.NONE);
  }

  private String source(int number) {
    return folder + "/source" + number;
  }

  private String any() {
    return source(ThreadLocalRandom.current().nextInt(files));
  }
}
