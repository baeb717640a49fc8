package sandstore.hdfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * A client of HDFS that does what it is told, and the cluster that it is a client of.
 *
 * <p>Lines on standard input, each answered by one on standard output: {@code put N BYTES}, {@code
 * get N BYTES} (N files at once), {@code create N MILLIS}, {@code stat N MILLIS} (N clients for so
 * long). The answer is {@code ok OPERATIONS NANOSECONDS}, the time from before the first to after
 * the last, or {@code failed WHY}. The first line of output is {@code ready PID..}, the processes
 * of the cluster. When input ends, everything ends.
 */
public final class HdfsDriver {
  private static final int BUFFER = 1 << 20;

  /** Files in one folder; a namenode takes 1,048,576 (dfs.namenode.fs-limits.max-directory-items). */
  private static final long FOLDER = 500_000;

  private final FileSystem fs;
  private final byte[] noise = new byte[BUFFER];
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final AtomicLong created = new AtomicLong();

  private HdfsDriver(FileSystem fs) {
    this.fs = fs;
    new SplittableRandom(1).nextBytes(noise);
  }

  /** Argument: the folder in which the cluster keeps everything; it must be empty. */
  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // what the libraries print is no answer
    try (HdfsCluster cluster = HdfsCluster.start(Path.of(args[0]));
        FileSystem fs = cluster.client();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println("ready " + cluster.pids());
      out.flush();
      HdfsDriver driver = new HdfsDriver(fs);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(driver.answer(line));
        out.flush();
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private interface Work {
    /** Returns how many operations it did. */
    long run(int number) throws IOException;
  }

  private String answer(String line) throws InterruptedException {
    String[] words = line.split(" ");
    int clients = Integer.parseInt(words[1]);
    long amount = Long.parseLong(words[2]);
    try {
      switch (words[0]) {
        case "put":
          return timed(clients, number -> put(number, amount));
        case "get":
          return timed(clients, number -> get(number, amount));
        case "create":
          return timed(clients, number -> forSoLong(amount, this::create));
        case "stat":
          fs.create(path("statted")).close();
          return timed(clients, number -> forSoLong(amount, this::stat));
        default:
          return "failed no such command";
      }
    } catch (ExecutionException | IOException | UncheckedIOException e) {
      return "failed " + String.valueOf(e).replace('\n', ' ');
    }
  }

  private String timed(int clients, Work work) throws InterruptedException, ExecutionException {
    long started = System.nanoTime();
    List<Future<Long>> running = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      running.add(workers.submit(() -> work.run(number)));
    }
    long operations = 0;
    for (Future<Long> one : running) {
      operations += one.get();
    }
    return "ok " + operations + " " + (System.nanoTime() - started);
  }

  private interface Step {
    void run() throws IOException;
  }

  private static long forSoLong(long millis, Step step) throws IOException {
    long until = System.nanoTime() + millis * 1_000_000;
    long count = 0;
    while (System.nanoTime() - until < 0) {
      step.run();
      count++;
    }
    return count;
  }

  private long put(int number, long bytes) throws IOException {
    try (FSDataOutputStream to = fs.create(file(number, bytes), true)) {
      for (long left = bytes; left > 0; left -= BUFFER) {
        to.write(noise, 0, (int) Math.min(BUFFER, left));
      }
    }
    return 1;
  }

  private long get(int number, long bytes) throws IOException {
    long got = 0;
    byte[] buffer = new byte[BUFFER];
    try (FSDataInputStream from = fs.open(file(number, bytes))) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        got += n;
      }
    }
    if (got != bytes) {
      throw new IOException("read " + got + " bytes instead of " + bytes);
    }
    return 1;
  }

  private void create() throws IOException {
    long n = created.incrementAndGet();
    fs.create(path("created" + n / FOLDER + "/" + n), false).close();
  }

  private void stat() throws IOException {
    fs.getFileStatus(path("statted"));
  }

  /** Tasks with files of different sizes keep apart. */
  private static org.apache.hadoop.fs.Path file(int number, long bytes) {
    return path("file" + number + "-" + bytes);
  }

  private static org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path("/bench/" + name);
  }
}
