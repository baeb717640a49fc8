package sandstore.lessons.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sandstore.lab.LabSettings;
import sandstore.lessons.script.Lesson;

/** Trials of many lessons, some at a time: much of the time of a lesson it waits. */
public final class Trials {
  private static final long END_SECONDS = 60;

  /** Nodes of a usual lesson. */
  private static final int NODES = 3;

  /** Clusters for each lesson at a time: half of them may be left to themselves. */
  private static final int CLUSTERS = 2;

  private final LabSettings like;
  private final boolean wrongPaths;

  /**
   * @param like nodes are started with the same Java and flags as by this lab
   * @param wrongPaths whether they are played, too
   */
  public Trials(LabSettings like, boolean wrongPaths) {
    this.like = like;
    this.wrongPaths = wrongPaths;
  }

  /**
   * Plays each so often. When it is interrupted it ends those that are being played, and their
   * nodes.
   *
   * @param atOnce lessons of three nodes on which something is done at a time
   * @param each is told of a path when it has been played; one at a time
   */
  public void play(List<Lesson> lessons, int times, int atOnce, Consumer<Trial.Result> each)
      throws InterruptedException, IOException {
    Trial trial = new Trial(like, NODES * atOnce);
    ExecutorService players = Executors.newFixedThreadPool(CLUSTERS * atOnce);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        for (Lesson lesson : lessons) {
          for (Trial.Walk walk : trial.walks(lesson, wrongPaths)) {
            all.add(
                players.submit(
                    () -> {
                      tell(each, walk.call());
                      return lesson;
                    }));
          }
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      throw new IllegalStateException("a trial broke off", e.getCause());
    } finally {
      players.shutdownNow();
      var ended = players.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    }
  }

  private synchronized void tell(Consumer<Trial.Result> each, Trial.Result result) {
    each.accept(result);
  }
}
