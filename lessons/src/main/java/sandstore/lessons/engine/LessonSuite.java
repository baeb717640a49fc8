package sandstore.lessons.engine;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.figures.Figure;
import sandstore.lab.figures.Suite;
import sandstore.lab.figures.TestBed;

/** How long a learner waits: for the next screen, a tick, a new cluster. */
@AutoService(Suite.class)
public final class LessonSuite implements Suite {
  private static final int SCREENS = 10;
  private static final int PATIENCE_SECONDS = 30;
  private static final String PROSE =
      """
      A node that hears nothing from a leader for a while stands for election. It counts its own
      vote, asks the others, and leads if most of them agree. **A term** has one leader at most.

      | what | who |
      |---|---|
      | asks for votes | the candidate |
      | gives one a term | everybody |

      """;

  private static final String TASK =
      """
      ```try id=store
      Store something.
      check stored: seen('FileCommitted', event.path == '/x')
      ```

      ```hint for=store
      1. put --text x /x
      ```

      <details>

      ```solution for=store
      put --text x /x
      ```
      </details>
      """;

  @Override
  public String name() {
    return "lesson";
  }

  @Override
  public String about() {
    return "lessons: the next screen, from an event to its tick, a reset";
  }

  @Override
  public int order() {
    return 65;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    Path file = bed.settings().home().resolve("measured.md");
    try (Lab lab = new Lab(bed.settings())) {
      lab.reset();
      Files.writeString(file, text());
      return measure(bed, lab, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String text() {
    StringBuilder text = new StringBuilder();
    text.append("---\nformat: 1\nid: measured\ntitle: Measured\ntopology: raft\nnodes: 3\n");
    text.append("concepts: [tick]\nsources: [none]\n---\n# Measured\n\n");
    for (int i = 0; i < SCREENS; i++) {
      text.append("## Screen ").append(i).append("\n\n").append(PROSE);
    }
    return text.append("## Task\n\n").append(TASK).toString();
  }

  private static List<Figure> measure(TestBed bed, Lab lab, Path file)
      throws IOException, InterruptedException {
    BlockingQueue<Long> ticks = new ArrayBlockingQueue<>(1);
    List<Double> screens = new ArrayList<>();
    List<Double> resets = new ArrayList<>();
    List<Double> ages = new ArrayList<>();
    var hearing =
        lab.hear(
            reply -> {
              if (reply instanceof Reply.Result r
                  && r.text().stream().anyMatch(LessonSuite::isTick)) {
                var first = ticks.offer(System.nanoTime());
              }
            });
    bed.progress().accept("screens");
    run(lab, "lesson start " + file + " --present");
    for (int i = 0; i < SCREENS; i++) {
      long typed = System.nanoTime();
      run(lab, "next");
      screens.add((System.nanoTime() - typed) / 1e6);
    }
    for (int i = 0; i < bed.times(); i++) {
      bed.progress().accept("a tick and a reset, " + (i + 1) + " of " + bed.times());
      ages.add(tickAge(lab, ticks));
      long typed = System.nanoTime();
      run(lab, "lesson reset");
      resets.add((System.nanoTime() - typed) / 1e9);
    }
    run(lab, "lesson quit");
    return List.of(
        new Figure("next -> the next screen", screens, "ms", 100),
        new Figure("event on a node -> its tick is told", ages, "ms", 300),
        new Figure("lesson reset, three nodes", resets, "s", 3));
  }

  private static boolean isTick(String line) {
    return line.contains("✓");
  }

  /** Milliseconds from the event that makes the goal true, on a node, to the tick. */
  private static double tickAge(Lab lab, BlockingQueue<Long> ticks)
      throws IOException, InterruptedException {
    BlockingQueue<Long> happened = new ArrayBlockingQueue<>(1);
    Long tick =
        TestBed.listening(
            lab,
            (event, view) -> {
              if (event.event().hasFileCommitted()) {
                var first = happened.offer(event.event().getNanos());
              }
            },
            () -> {
              run(lab, "put --text x /x");
              return ticks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            });
    Long event = happened.poll();
    if (tick == null || event == null) {
      throw new IOException("no tick came");
    }
    return (tick - event) / 1e6;
  }

  private static void run(Lab lab, String line) throws IOException {
    Lab.Ending ending = lab.run(line, reply -> {});
    if (ending.status() != 0) {
      throw new IOException("`" + line + "`: " + ending.message());
    }
  }
}
