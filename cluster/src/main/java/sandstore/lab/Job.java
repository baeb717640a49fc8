package sandstore.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A command that runs in the background. Safe for use by any thread. */
public final class Job {
  private final int number;
  private final String source;
  private final CompletableFuture<Lab.Ending> ending = new CompletableFuture<>();
  private final Thread thread;
  private volatile Reply.Progress progress;

  Job(
      int number,
      String source,
      Function<Consumer<Reply>, Lab.Ending> work,
      Consumer<Reply> replies) {
    this.number = number;
    this.source = source;
    this.progress = new Reply.Progress(source, 0, 0, "", "");
    this.thread = new Thread(() -> work(work, replies), "job-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work(Function<Consumer<Reply>, Lab.Ending> work, Consumer<Reply> replies) {
    Lab.Ending end = work.apply(reply -> heard(reply, replies));
    ending.complete(end);
    String how =
        end.status() == 0 ? " done: " + source : " failed: " + source + ": " + end.message();
    replies.accept(new Reply.Note("job " + number + how));
  }

  /** How far a job is does not interrupt whoever types; what it says does. */
  private void heard(Reply reply, Consumer<Reply> replies) {
    if (reply instanceof Reply.Progress moved) {
      progress = moved;
    } else {
      replies.accept(reply);
    }
  }

  /** From 1, in the order of starting. */
  public int number() {
    return number;
  }

  /** What was typed, without the ampersand. */
  public String source() {
    return source;
  }

  public boolean running() {
    return !ending.isDone();
  }

  /** How far it said that it is; 0 of 0 until it says so. */
  public Reply.Progress progress() {
    return progress;
  }

  /** Bytes moved so far; 0 for a job that moves none. */
  public long bytes() {
    Reply.Progress now = progress;
    return now.unit().equals("bytes") ? now.done() : 0;
  }

  /** How it ended; empty while it runs. */
  public Optional<Lab.Ending> ending() {
    return Optional.ofNullable(ending.getNow(null));
  }

  /** Waits until it has ended; empty if it did not in time. An interrupt ends only the waiting. */
  public Optional<Lab.Ending> await(Duration within) throws InterruptedException {
    try {
      return Optional.of(ending.get(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job's ending is never an exception", e);
    }
  }

  /** Stops it as Ctrl-C would have done. */
  public void cancel() {
    thread.interrupt();
  }
}
