package sandstore.shell.line;

import java.util.concurrent.TimeUnit;
import sandstore.lab.Door;
import sandstore.lab.LabEvent;
import sandstore.lab.Style;
import sandstore.lab.story.NewsDesk;
import sandstore.lab.story.Noteworthiness;
import sandstore.lab.view.ClusterView;

/** Prints events of note above what is being typed, as {@link NewsDesk} words and paces them. */
final class News implements AutoCloseable {
  private final Door lab;
  private final Screen screen;
  private final AutoCloseable subscription;
  private NewsDesk desk;

  News(Door lab, Screen screen) {
    this.lab = lab;
    this.screen = screen;
    this.desk = new NewsDesk(lab.view());
    this.subscription = lab.listen(this::heard);
  }

  private synchronized void heard(LabEvent event, ClusterView after) {
    if (event.order() == 1) {
      desk = new NewsDesk(ClusterView.EMPTY); // another cluster
    }
    // While up runs and while down does, the command itself says what there is to say.
    (lab.view().topology().isEmpty()
            ? desk.takeQuietly(event.event(), after, nowMillis())
            : desk.take(event.event(), after, nowMillis()))
        .ifPresent(this::print);
  }

  /** Time has passed: something that was held back may be due. */
  synchronized void tick() {
    desk.due(nowMillis()).ifPresent(this::print);
  }

  private void print(NewsDesk.Line line) {
    Style style = line.noteworthiness() == Noteworthiness.LOUD ? Style.BAD : Style.DIM;
    if (screen.lent()) {
      return; // the view tells it
    }
    screen.say(style.of(line.text()));
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void close() {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("a subscription does not close", e);
    }
  }
}
