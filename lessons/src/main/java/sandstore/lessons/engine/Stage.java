package sandstore.lessons.engine;

import java.io.IOException;
import java.util.Optional;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Refusal;
import sandstore.lessons.script.Lesson;

/** The cluster that a lesson plays on: made for it, and removed with it. */
final class Stage {
  private final Lab lab;
  private final Lesson lesson;
  private final Progress progress;

  Stage(Lab lab, Lesson lesson, Progress progress) {
    this.lab = lab;
    this.lesson = lesson;
    this.progress = progress;
  }

  /**
   * @throws Refusal if there is a cluster, up or not, that is somebody's own: a lesson leaves it
   *     alone
   */
  void refuseOthersClusters() {
    Optional<String> stored = lab.storedId();
    if (stored.isPresent() && !stored.equals(progress.cluster())) {
      boolean up = lab.cluster().isPresent();
      throw new Refusal(
          (up ? "a cluster is up" : "the lab holds the data of a cluster")
              + ", and a lesson wants one of its own",
          (up ? "down takes it down, reset" : "reset")
              + " removes its data; or keep it, and start the lab with --home DIR for lessons");
    }
  }

  /**
   * A fresh cluster, brought to where a screen begins.
   *
   * @param desk at which the lines are typed that lead there
   */
  void set(Context context, Desk desk, int screen) throws InterruptedException, IOException {
    refuseOthersClusters();
    clear();
    Optional<String> up = lesson.setup().up();
    if (up.isEmpty()) {
      return;
    }
    context.passOn(context.run(up.get()));
    lab.storedId().ifPresent(progress::ownsCluster);
    if (screen > 0) {
      catchUp(context, desk, screen);
    }
  }

  private void catchUp(Context context, Desk desk, int screen) throws InterruptedException {
    context.note(
        screen == 1
            ? "playing the first screen, to come to where you are .."
            : "playing the first " + screen + " screens, to come to where you are ..");
    try {
      new Rehearsal(lab, lesson, desk).screens(screen);
      lab.storedId().ifPresent(progress::ownsCluster); // a screen may start another
    } catch (Rehearsal.Failed e) {
      throw new Refusal(
          "could not come to where you were: " + e.getMessage(),
          "try again, or lesson start " + lesson.id() + " --again");
    }
  }

  /** Takes the lesson's cluster down and removes its data. */
  void clear() throws InterruptedException, IOException {
    Optional<String> stored = lab.storedId();
    if (stored.isPresent() && stored.equals(progress.cluster())) {
      if (lab.cluster().isPresent()) {
        lab.down();
      }
      lab.reset();
    }
  }
}
