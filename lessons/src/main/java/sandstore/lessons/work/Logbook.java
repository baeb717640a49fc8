package sandstore.lessons.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sandstore.lab.LabEvent;
import sandstore.lab.condition.JobState;
import sandstore.lab.record.Recorder;
import sandstore.lab.view.ClusterView;

/**
 * Writes down one pass through one screen. To play goes before to keep: if it cannot be written
 * (the disk is full, events were missed), nothing of it is kept, and the lesson goes on.
 */
public final class Logbook implements Scribe {
  private final Path folder;
  private final List<String> lines;
  private final Function<String, Optional<String>> saidBefore;
  private final Map<Long, JobState> jobs = new HashMap<>();
  private @Nullable Recorder recorder;
  private int recordings;
  private long last;

  /**
   * @param folder where to write, empty
   * @param screen from 1
   * @param begin with what the screen begins
   * @param saidBefore what was answered to a question the first time, if this is not that
   */
  Logbook(
      Path folder,
      List<String> head,
      ClusterView begin,
      Function<String, Optional<String>> saidBefore) {
    this.folder = folder;
    this.lines = new ArrayList<>(head);
    this.saidBefore = saidBefore;
    record(begin);
  }

  private void record(ClusterView begin) {
    try {
      recordings++;
      last = begin.order();
      recorder =
          new Recorder(folder.resolve(Pass.recording(recordings)), begin, last, System.nanoTime());
    } catch (IOException e) {
      giveUp();
    }
  }

  private void giveUp() {
    Recorder from = recorder;
    recorder = null;
    if (from != null) {
      try {
        from.close();
      } catch (IOException lost) {
        // It is not kept anyway.
      }
    }
  }

  @Override
  public synchronized void heard(LabEvent event, ClusterView view) {
    if (event.order() == 1 && last > 0) {
      anotherCluster();
    }
    Recorder to = recorder;
    if (to == null) {
      return;
    }
    try {
      to.add(event);
      last = event.order();
    } catch (IOException e) {
      giveUp();
    }
  }

  private void anotherCluster() {
    Recorder from = recorder;
    if (from != null) {
      try {
        from.close();
        record(ClusterView.EMPTY);
      } catch (IOException e) {
        giveUp();
      }
    }
  }

  @Override
  public synchronized void reached(long after, String part, ClusterView now) {
    mark(new Mark.Reached(recordings, after, now.order(), part));
  }

  @Override
  public synchronized void answered(long after, String question, Optional<String> choice) {
    Optional<String> before = saidBefore.apply(question);
    mark(new Mark.Answered(recordings, after, question, choice, before.or(() -> choice)));
  }

  @Override
  public synchronized void job(long after, long number, JobState state) {
    if (!state.equals(jobs.put(number, state))) {
      mark(new Mark.JobSeen(recordings, after, number, state));
    }
  }

  private void mark(Mark mark) {
    lines.add(mark.toString());
  }

  /**
   * Writes the end.
   *
   * @param deeds tasks done and questions answered
   * @return false if there is nothing whole to keep
   */
  synchronized boolean close(int deeds) {
    Recorder to = recorder;
    recorder = null;
    if (to == null) {
      return false;
    }
    try {
      to.close();
      lines.add(Pass.end(deeds));
      Files.write(folder.resolve(Pass.MARKS), lines);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
