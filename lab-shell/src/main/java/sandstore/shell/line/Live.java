package sandstore.shell.line;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sandstore.lab.Door;
import sandstore.lab.view.ClusterView;

/** Brings prompt, suggestion, status line and bar up to date, at most five times a second. */
final class Live implements AutoCloseable {
  private static final long TICK_MILLIS = 100;
  private static final int TICKS_A_REFRESH = 2;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "status line");
            thread.setDaemon(true);
            return thread;
          });
  private final Door lab;
  private final Screen screen;
  private final Runnable onTick;
  private String shown = "";
  private int ticks;

  /**
   * @param onTick what else has to hear that time passes
   */
  Live(Door lab, Screen screen, Runnable onTick) {
    this.lab = lab;
    this.screen = screen;
    this.onTick = onTick;
  }

  void start() {
    var unused =
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    onTick.run();
    if (++ticks % TICKS_A_REFRESH == 0) {
      refresh();
    }
  }

  /** Shows the view as it is now, if it looks different from what is shown. */
  synchronized void refresh() {
    if (screen.resized()) {
      shown = "";
    }
    ClusterView now = lab.view();
    String prompt = PromptText.of(lab.where(), now);
    var line = StatusText.of(now, screen.columns());
    String looks = prompt + line.toAnsi() + lab.sheet().suggests();
    if (!looks.equals(shown)) {
      screen.state(prompt, line);
      shown = looks;
    }
  }

  /** What is on the terminal is not what was left there: everything is drawn again. */
  synchronized void forget() {
    shown = "";
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
