package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.Sheet;
import sandstore.lab.Sheet.Kind;
import sandstore.lab.Sheet.Piece;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.script.Clause;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/** A screen as far as it has been played, with its ticks as they are now. Changes nothing. */
final class SheetWriter {
  private final Place place;
  private final Lesson lesson;
  private final Judging judging;
  private final Aid aid;
  private final Telling telling;
  private final List<Piece> pieces = new ArrayList<>();
  private String view = "";
  private String suggests = "";

  SheetWriter(Place place, Judging judging, Aid aid, Telling telling) {
    this.place = place;
    this.lesson = place.lesson();
    this.judging = judging;
    this.aid = aid;
    this.telling = telling;
  }

  Sheet write(String where) {
    int back = place.back();
    if (back > 0) {
      Lesson.Screen screen = lesson.screens().get(Math.max(0, place.screen() - back));
      screen.parts().forEach(this::again);
      add(Kind.ONWARD, "only to read again; `next` goes forward, `task` to where you are");
      return new Sheet(where, screen.title(), view, "", pieces);
    }
    List<Part> parts = place.now().parts();
    int reached = Math.min(place.part(), parts.size() - 1);
    for (int i = 0; i <= reached; i++) {
      part(parts.get(i), i < place.part());
    }
    onward();
    return new Sheet(where, place.now().title(), view, suggests, pieces);
  }

  private void add(Kind kind, String text) {
    if (!text.isBlank()) {
      pieces.add(new Piece(kind, text));
    }
  }

  private void part(Part part, boolean behind) {
    if (part instanceof Part.Question question) {
      question(question, behind);
    } else if (part instanceof Part.Task task) {
      add(task.byLearner() ? Kind.TASK : Kind.PROSE, task.text());
      checks(task, !behind);
    } else {
      again(part);
    }
  }

  /** What is only to be read. */
  private void again(Part part) {
    if (part instanceof Part.Prose prose) {
      add(Kind.PROSE, prose.markdown());
    } else if (part instanceof Part.Look look) {
      view = look.view();
      add(Kind.LOOK, look.text());
    } else if (part instanceof Part.Typing typing) {
      typing.lines().stream()
          .filter(t -> !Performance.quietly(t))
          .forEach(t -> add(Kind.TYPED, "`" + t.text() + "`"));
    } else if (part instanceof Part.Question question) {
      add(Kind.PROSE, question.text() + "\n\n" + question.because());
    } else if (part instanceof Part.Task task) {
      add(Kind.PROSE, task.text());
    }
  }

  /** The choices go once one of them was taken: the answer stays, and what it came to. */
  private void question(Part.Question question, boolean answered) {
    StringBuilder text = new StringBuilder(question.text());
    if (!answered) {
      for (Map.Entry<String, String> choice : question.choices().entrySet()) {
        text.append("\n\n**").append(choice.getKey()).append("**  ").append(choice.getValue());
      }
    }
    add(Kind.QUESTION, text.toString());
    judging.graded().stream()
        .filter(g -> g.question().id().equals(question.id()))
        .findFirst()
        .ifPresent(g -> add(Kind.GRADED, telling.verdict(g) + "\n\n" + question.because()));
  }

  private void checks(Part.Task task, boolean current) {
    Optional<Referee> referee = judging.present();
    if (referee.isEmpty()) {
      return;
    }
    List<Standing> standings = referee.get().standings(task.id());
    for (Standing s : standings) {
      Kind kind = s.met() ? Kind.TICKED : s.broken() ? Kind.BROKEN : Kind.OPEN;
      if (task.byLearner() || kind != Kind.OPEN) {
        add(kind, Telling.words(s.check().name()));
      }
    }
    if (current) {
      List<String> steps = lesson.hintsFor(task.id()).map(Lesson.Hints::steps).orElse(List.of());
      steps.stream().limit(aid.shown(task.id())).forEach(step -> add(Kind.HINT, step));
      suggests = offered(task, standings);
    }
  }

  /** A line for the first check that is not met and has one. */
  private static String offered(Part.Task task, List<Standing> standings) {
    List<String> open =
        standings.stream().filter(s -> !s.met()).map(s -> s.check().name()).toList();
    return task.offers().stream()
        .filter(o -> open.contains(o.name()))
        .map(Clause::condition)
        .findFirst()
        .orElse("");
  }

  private void onward() {
    if (place.over()) {
      add(Kind.ONWARD, "the lesson is done; `quit` leaves it, `lesson list` shows the course");
    } else if (place.atTheEndOfTheScreen()) {
      suggests = "next";
      add(Kind.ONWARD, "`next`: " + lesson.screens().get(place.screen() + 1).title());
    } else if (place.current(Part.Question.class).isPresent()) {
      add(Kind.ONWARD, "answer with its letter");
    } else if (done()) {
      suggests = "next";
      add(Kind.ONWARD, "done; `next` goes on");
    } else if (place.current(Part.Task.class).filter(Part.Task::byLearner).isPresent()) {
      add(Kind.ONWARD, "`hint` helps, a step at a time");
    }
  }

  private boolean done() {
    Optional<Referee> referee = judging.present();
    return referee.isPresent()
        && place.current(Part.Task.class).filter(t -> referee.get().done(t.id())).isPresent();
  }
}
