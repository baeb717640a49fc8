package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sandstore.lab.condition.BadCondition;
import sandstore.lab.condition.Condition;
import sandstore.lab.condition.Jobs;
import sandstore.lab.condition.Verdict;
import sandstore.lab.condition.Watch;
import sandstore.lab.view.ClusterView;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Part;
import sandstore.proto.Event;

/** A task's checks, from the beginning of its screen. */
final class TaskWatch {
  /** One check as it stands: ticked, or what is seen instead. */
  record Standing(Clause check, boolean met, boolean broken, String saw) {}

  private static final class Line {
    final Clause clause;
    final Watch watch;
    boolean ticked;
    boolean broken;
    String saw = "";

    Line(Clause clause, Watch watch) {
      this.clause = clause;
      this.watch = watch;
    }

    boolean met() {
      return clause.kind() == Clause.Kind.NEVER ? !broken : ticked;
    }
  }

  private final Part.Task task;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long reachedAt = Long.MAX_VALUE;
  private boolean done;

  TaskWatch(Part.Task task, ClusterView begin) throws BadCondition {
    this.task = task;
    for (Clause clause : task.checks()) {
      Condition condition = Condition.compileWatched(clause.condition());
      lines.put(clause.name(), new Line(clause, new Watch(condition, begin)));
    }
  }

  Part.Task task() {
    return task;
  }

  boolean done() {
    return done;
  }

  void reach(ClusterView now) {
    reachedAt = now.order();
    lines.values().forEach(l -> l.watch.startsAt(now));
  }

  /** Events are counted from 1 again: a lesson may take its cluster down and start another. */
  void anotherCluster() {
    if (reachedAt < Long.MAX_VALUE) {
      reachedAt = 0;
    }
  }

  void hears(Event event) {
    lines.values().forEach(l -> l.watch.hears(event));
  }

  /**
   * @param order of the event that led to this view
   */
  List<Happening> judge(ClusterView view, Jobs jobs, long order) {
    List<Happening> said = new ArrayList<>();
    if (view.order() < reachedAt || done) {
      return said;
    }
    for (Line line : lines.values()) {
      judge(line, view, jobs, order, said);
    }
    if (lines.values().stream().allMatch(Line::met)) {
      done = true;
      said.add(new Happening.Done(task));
    }
    return said;
  }

  private void judge(Line line, ClusterView view, Jobs jobs, long order, List<Happening> said) {
    boolean latched = line.broken || (line.ticked && line.clause.kind() == Clause.Kind.CHECK);
    if (latched) {
      return;
    }
    Verdict verdict = line.watch.judge(view, jobs);
    line.saw = verdict.saw();
    switch (line.clause.kind()) {
      case NEVER -> {
        if (verdict.isTrue()) {
          line.broken = true;
          said.add(new Happening.Broken(task, line.clause.name(), order));
        }
      }
      case HOLD -> line.ticked = verdict.isTrue();
      default -> {
        if (verdict.isTrue()) {
          line.ticked = true;
          said.add(new Happening.Ticked(task, line.clause.name()));
        }
      }
    }
  }

  List<Standing> standings() {
    return lines.values().stream()
        .map(l -> new Standing(l.clause, l.met(), l.broken, l.saw))
        .toList();
  }
}
