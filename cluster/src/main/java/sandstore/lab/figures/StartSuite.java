package sandstore.lab.figures;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import sandstore.lab.Lab;
import sandstore.lab.Shape;

/** From a command to something that can be used. */
@AutoService(Suite.class)
public final class StartSuite implements Suite {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "the prompt, and clusters of 3 and 5 nodes";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public List<Figure> measure(TestBed bed) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    figures.add(prompt(bed));
    figures.addAll(up(bed, 3, 1.5));
    figures.addAll(up(bed, 5, 2.5));
    return figures;
  }

  /** From the launcher's start to a prompt that can be typed at. */
  private static Figure prompt(TestBed bed) throws IOException, InterruptedException {
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < bed.times(); i++) {
      bed.progress().accept("starting the prompt, " + (i + 1) + " of " + bed.times());
      PromptStart.seconds(bed.settings().home()).ifPresent(samples::add);
    }
    return new Figure("lab: prompt usable", samples, "s", 1.0);
  }

  /**
   * {@code up}: until a leader has applied its first entry, as the view has it, and until all nodes
   * are there and the command returns.
   *
   * @param goalSeconds for the first
   */
  private static List<Figure> up(TestBed bed, int nodes, double goalSeconds)
      throws IOException, InterruptedException {
    List<Double> applied = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < bed.times(); i++) {
      bed.progress().accept("starting " + nodes + " nodes, " + (i + 1) + " of " + bed.times());
      try (Lab lab = new Lab(bed.settings())) {
        lab.reset();
        AtomicLong firstApplied = new AtomicLong();
        long started = System.nanoTime();
        TestBed.listening(
            lab,
            (event, view) -> {
              if (event.event().hasApplied()) {
                firstApplied.compareAndSet(0, System.nanoTime());
              }
            },
            () -> lab.up(Shape.usual("raft", nodes), (done, total, what) -> {}));
        all.add(TestBed.secondsSince(started));
        applied.add((firstApplied.get() - started) / 1e9);
      }
    }
    return List.of(
        new Figure("up raft, " + nodes + " nodes: first entry", applied, "s", goalSeconds),
        new Figure("up raft, " + nodes + " nodes: all there", all, "s", Double.NaN));
  }
}
