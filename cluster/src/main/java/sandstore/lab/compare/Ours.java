package sandstore.lab.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.client.Call;
import sandstore.client.Progress;
import sandstore.client.StoreClient;
import sandstore.lab.Cluster;
import sandstore.lab.Compilers;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.NodeDoors;
import sandstore.lab.Shape;
import sandstore.lab.Visitor;
import sandstore.lab.figures.Noise;
import sandstore.wire.DaemonThreads;

/** A cluster of three nodes in a home of its own, and a client in this process. */
final class Ours implements Side {
  private static final int NODES = 3;
  private static final Call CALL = new Call(Optional.empty(), Duration.ofMinutes(2), false);

  private final Lab lab;
  private final Cluster cluster;
  private final Visitor visitor;
  private final ExecutorService clients =
      Executors.newCachedThreadPool(new DaemonThreads("compare"));
  private final AtomicLong created = new AtomicLong();
  private int folders;

  private Ours(Lab lab, Cluster cluster) {
    this.lab = lab;
    this.cluster = cluster;
    this.visitor = cluster.visitor("compare");
  }

  /**
   * @param settings with a home that holds nothing else
   */
  static Ours start(LabSettings settings) throws IOException, InterruptedException {
    Lab lab = new Lab(settings);
    boolean up = false;
    try {
      lab.reset();
      Cluster cluster =
          lab.up(
              Shape.usual("raft", NODES),
              NodeDoors.LOOPBACK,
              Compilers.BOTH,
              (done, total, what) -> {});
      Ours ours = new Ours(lab, cluster);
      up = true;
      return ours;
    } finally {
      if (!up) {
        lab.close();
      }
    }
  }

  private StoreClient client() {
    return visitor.client();
  }

  @Override
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    cluster.view().running().forEach(node -> pids.put(node.id().name(), node.pid()));
    pids.put("client and lab", ProcessHandle.current().pid());
    return pids;
  }

  private interface Work {
    long run(int number) throws InterruptedException;
  }

  @Override
  public Pass run(Task task) throws InterruptedException {
    return switch (task.kind()) {
      case PUT -> timed(task.clients(), number -> put(number, task.amount()));
      case GET -> timed(task.clients(), number -> get(number, task.amount()));
      case CREATE -> {
        String folder = "/created" + ++folders; // one folder would be full before the end
        client().makeFolder(folder, false, CALL);
        yield timed(task.clients(), number -> forSoLong(task.amount(), () -> create(folder)));
      }
      case STAT -> {
        client().put(InputStream.nullInputStream(), 0, "/statted", null, CALL, Progress.NONE);
        yield timed(
            task.clients(),
            number -> forSoLong(task.amount(), () -> client().stat("/statted", CALL)));
      }
    };
  }

  private Pass timed(int number, Work work) throws InterruptedException {
    long started = System.nanoTime();
    List<Future<Long>> running = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int client = i;
      running.add(clients.submit(() -> work.run(client)));
    }
    long operations = 0;
    for (Future<Long> one : running) {
      try {
        operations += one.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException why) {
          throw why;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return new Pass(operations, (System.nanoTime() - started) / 1e9);
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private static long forSoLong(long millis, Step step) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    long count = 0;
    while (System.nanoTime() - until < 0) {
      step.run();
      count++;
    }
    return count;
  }

  private long put(int number, long bytes) throws InterruptedException {
    client().put(new Noise(bytes), bytes, file(number, bytes), null, CALL, Progress.NONE);
    return 1;
  }

  private long get(int number, long bytes) throws InterruptedException {
    client()
        .get(
            file(number, bytes),
            OutputStream.nullOutputStream(),
            Optional.empty(),
            CALL,
            Progress.NONE);
    return 1;
  }

  /** Tasks with files of different sizes keep apart. */
  private static String file(int number, long bytes) {
    return "/file" + number + "-" + bytes;
  }

  private void create(String folder) throws InterruptedException {
    String path = folder + "/" + created.incrementAndGet();
    client().put(InputStream.nullInputStream(), 0, path, 0L, CALL, Progress.NONE);
  }

  @Override
  public void close() {
    clients.shutdownNow();
    visitor.close();
    lab.close();
  }
}
