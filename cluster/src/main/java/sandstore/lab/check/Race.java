package sandstore.lab.check;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both engines at once; the first that knows wins, and the other is cancelled. Each is hopeless at
 * something that the other finds easy: the search is lost where many orders are wrong for one
 * reason that shows late, the frontier where many writes overlap and nobody reads.
 */
final class Race implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Engine> engines;

  Race(List<Engine> engines) {
    AtomicInteger count = new AtomicInteger();
    this.engines = List.copyOf(engines);
    this.threads =
        Executors.newFixedThreadPool(
            engines.size(),
            run -> {
              Thread thread = new Thread(run, "checker-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param bytes that each engine may use
   * @throws InterruptedException after which both end soon
   */
  Finding run(Problem problem, long bytes) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    CompletionService<Finding> answers = new ExecutorCompletionService<>(threads);
    try {
      for (Engine engine : engines) {
        answers.submit(() -> engine.judge(problem, new Budget(bytes, over)));
      }
      Finding finding = answers.take().get();
      for (int i = 1; i < engines.size() && finding.verdict() == Verdict.UNKNOWN; i++) {
        finding = answers.take().get();
      }
      return finding;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
    } finally {
      over.set(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
