package sandstore.lessons.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import sandstore.lab.Job;
import sandstore.lab.Lab;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.JobState;
import sandstore.lab.condition.Jobs;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.work.Scribe;

/** A referee at the side of a lab's cluster, told what happens until this is closed. */
record Ringside(Referee referee, AutoCloseable listening) implements AutoCloseable {
  /**
   * @param scribe of what is told here, given what the screen begins with
   * @param happened is told after each event what the referee says, on a thread of its own
   * @throws BadCondition if one of the screen's conditions does not compile
   */
  static Ringside at(
      Lab lab,
      Lesson.Screen screen,
      Function<ClusterView, Scribe> scribe,
      BiConsumer<List<Happening>, ClusterView> happened)
      throws BadCondition {
    CompletableFuture<Referee> coming = new CompletableFuture<>();
    AutoCloseable listening =
        lab.listen(
            (event, view) -> {
              happened.accept(coming.join().hears(event, view), view);
            });
    // The view is taken after the listening began: no event falls in between.
    ClusterView begin = lab.view();
    Referee referee = new Referee(screen, begin, jobs(lab), scribe.apply(begin));
    coming.complete(referee);
    return new Ringside(referee, listening);
  }

  private static Jobs jobs(Lab lab) {
    return number -> lab.jobs().job((int) number).map(Ringside::state).orElse(JobState.NONE);
  }

  private static JobState state(Job job) {
    return new JobState(job.bytes(), !job.running(), job.ending().map(e -> e.status()).orElse(-1));
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("a subscription does not close", e);
    }
  }
}
