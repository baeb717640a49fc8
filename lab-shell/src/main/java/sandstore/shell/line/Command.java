package sandstore.shell.line;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sandstore.lab.Door;
import sandstore.lab.Lab;
import sandstore.lab.Reply;

/** Runs a line on a thread of its own, which the terminal's Ctrl-C interrupts. */
final class Command {
  private static final Logger LOG = LoggerFactory.getLogger(Command.class);

  private final Door lab;
  private final Terminal terminal;

  /** Ctrl-C came when a line had been read and did not run yet. */
  private final AtomicBoolean early = new AtomicBoolean();

  Command(Door lab, Terminal terminal) {
    this.lab = lab;
    this.terminal = terminal;
  }

  /** A Ctrl-C that nobody else takes is for the command that comes next. */
  void takesInterrupts() {
    terminal.handle(Signal.INT, signal -> early.set(true));
  }

  /** A line is being typed: from now on Ctrl-C is for that. */
  void forgetsInterrupts() {
    early.set(false);
  }

  /**
   * @param resumed the lab was stopped (Ctrl-Z) and goes on: the terminal is not as it was left
   */
  Lab.Ending run(String line, Consumer<Reply> replies, Runnable resumed)
      throws InterruptedException {
    FutureTask<Lab.Ending> task = new FutureTask<>(() -> run(line, replies));
    Thread worker = new Thread(task, "command");
    SignalHandler before = terminal.handle(Signal.INT, signal -> worker.interrupt());
    SignalHandler continueBefore =
        terminal.handle(
            Signal.CONT,
            signal -> {
              resumed.run();
              lab.continued();
            });
    try {
      worker.start();
      return task.get();
    } catch (ExecutionException | CancellationException e) {
      LOG.error("running {}", line, e);
      return new Lab.Ending(
          70, "the lab itself stumbled: " + e.getCause(), "lab.log in its home says where");
    } finally {
      terminal.handle(Signal.CONT, continueBefore);
      terminal.handle(Signal.INT, before);
    }
  }

  /** Who was interrupted before it began stops at the first thing that it would wait for. */
  private Lab.Ending run(String line, Consumer<Reply> replies) {
    if (early.getAndSet(false)) {
      Thread.currentThread().interrupt();
    }
    return lab.run(line, replies);
  }
}
