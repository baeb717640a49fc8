package sandstore.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps the record of processes that were started and have not been seen to end, and ends what a
 * lab before this one left behind. Safe for use by several threads.
 */
public final class Reaper {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path file;
  private final Map<Long, Birth> recorded = new LinkedHashMap<>();

  public Reaper(Home home) {
    this.file = home.pidFile();
  }

  /**
   * Ends, by SIGKILL, every recorded process that still runs, and waits until it is gone.
   *
   * @return how many there were
   */
  public synchronized int reap() throws IOException, InterruptedException {
    List<ProcessHandle> left = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        Birth.parse(line).flatMap(Birth::alive).ifPresent(left::add);
      }
    }
    left.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : left) {
      awaitEnd(process);
    }
    recorded.clear();
    save();
    return left.size();
  }

  private static void awaitEnd(ProcessHandle process) throws IOException, InterruptedException {
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("process " + process.pid() + " does not end by SIGKILL", e);
    }
  }

  /** Notes a process; does nothing for one that has ended already. */
  public synchronized void started(ProcessHandle process) {
    Birth.of(process)
        .ifPresent(
            birth -> {
              recorded.put(birth.pid(), birth);
              save();
            });
  }

  public synchronized void ended(long pid) {
    if (recorded.remove(pid) != null) {
      save();
    }
  }

  private void save() {
    StringBuilder lines = new StringBuilder();
    recorded.values().forEach(birth -> lines.append(birth.line()).append('\n'));
    try {
      Home.replace(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
