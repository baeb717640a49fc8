package sandstore.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The jobs of one lab: those that run, and the last hundred that ended. */
public final class Jobs {
  private static final int KEPT = 100;

  private final Deque<Job> jobs = new ArrayDeque<>();
  private int started;

  synchronized Job start(
      String source, Function<Consumer<Reply>, Lab.Ending> work, Consumer<Reply> replies) {
    Job job = new Job(++started, source, work, replies);
    jobs.addLast(job);
    if (jobs.size() > KEPT) {
      jobs.stream().filter(old -> !old.running()).findFirst().ifPresent(jobs::remove);
    }
    job.start();
    return job;
  }

  /** Oldest first. */
  public synchronized List<Job> list() {
    return List.copyOf(jobs);
  }

  public synchronized Optional<Job> job(int number) {
    return jobs.stream().filter(job -> job.number() == number).findFirst();
  }

  boolean running() {
    return list().stream().anyMatch(Job::running);
  }

  /** Stops all that run: the cluster goes down. */
  public void cancelAll() {
    list().forEach(Job::cancel);
  }
}
