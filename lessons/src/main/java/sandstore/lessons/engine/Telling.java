package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import sandstore.lab.Lab;
import sandstore.lab.Style;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.page.Page;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Typed;

/** How a lesson looks, as lines with styles. Decides nothing. */
final class Telling {
  static final String ALL_GONE =
      "nobody is left to answer. That can happen to the best: lesson reset begins this screen anew";

  private final IntSupplier columns;

  Telling(IntSupplier columns) {
    this.columns = columns;
  }

  static List<String> plain(List<String> text) {
    return text.stream().map(Style::strip).toList();
  }

  List<String> title(Lesson lesson) {
    return List.of(
        "",
        Style.STRONG.of(lesson.title())
            + Style.DIM.of("   about " + lesson.minutes() + " minutes"));
  }

  Optional<String> needs(Lesson lesson, Progress progress) {
    List<String> missing = lesson.prerequisites().stream().filter(p -> !progress.done(p)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it builds on "
                + String.join(", ", missing)
                + ", which you have not done; go on freely");
  }

  List<String> heading(Lesson lesson, int screen) {
    String title = lesson.screens().get(screen).title();
    String number = (screen + 1) + "/" + lesson.screens().size();
    return List.of("", Style.GOOD.of("── " + number + " ") + Style.STRONG.of(title), "");
  }

  List<String> part(Part part, boolean watch) {
    List<String> lines = new ArrayList<>();
    if (part instanceof Part.Prose prose) {
      lines.addAll(page(prose.markdown()));
      lines.add("");
    } else if (part instanceof Part.Look look) {
      lines.addAll(barred(Style.NODE, "look", page(look.text(), 2)));
      lines.add(
          Style.DIM.of(
              watch
                  ? "  watch " + look.view() + " shows it as it happens, q leaves it"
                  : "  status, votes, log and events tell it in words"));
      lines.add("");
    } else if (part instanceof Part.Question question) {
      lines.addAll(question(question));
    } else if (part instanceof Part.Task task) {
      lines.addAll(task(task));
    }
    return lines;
  }

  private List<String> question(Part.Question question) {
    List<String> text = new ArrayList<>(page(question.text(), 2));
    text.add("");
    for (Map.Entry<String, String> choice : question.choices().entrySet()) {
      List<String> lines = page(choice.getValue(), 5);
      for (int i = 0; i < lines.size(); i++) {
        text.add((i == 0 ? Style.STRONG.of(choice.getKey()) + "  " : "   ") + lines.get(i));
      }
    }
    List<String> lines = barred(Style.WARN, "what do you think?", text);
    lines.add(
        Style.DIM.of(
            "  type "
                + choices(question)
                + (question.when().isPresent() ? "; it is told afterwards" : "")));
    return lines;
  }

  private static String choices(Part.Question question) {
    List<String> all = List.copyOf(question.choices().keySet());
    return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
  }

  private List<String> task(Part.Task task) {
    if (!task.byLearner()) {
      List<String> lines = new ArrayList<>();
      if (!task.text().isEmpty()) {
        lines.addAll(page(task.text()));
      }
      return lines;
    }
    List<String> lines = barred(Style.GOOD, "your turn", page(task.text(), 2));
    lines.add(Style.DIM.of("  hint helps, step by step"));
    return lines;
  }

  /** Marked at its side, with a word above. */
  private static List<String> barred(Style style, String word, List<String> text) {
    List<String> lines = new ArrayList<>();
    lines.add(style.of("┃ " + word));
    text.forEach(l -> lines.add(style.of("┃") + " " + l));
    return lines;
  }

  List<String> typed(Typed typed) {
    return List.of(Style.DIM.of("  the lesson types  ") + Style.NODE.of(typed.text()));
  }

  List<String> failed(Lab.Ending ending) {
    Style style = ending.status() == 3 ? Style.WARN : Style.BAD;
    return List.of("  " + style.of(ending.outcome()) + ": " + ending.message());
  }

  List<String> happening(Happening happening) {
    if (happening instanceof Happening.Ticked ticked) {
      return List.of(Style.GOOD.of("  ✓ " + words(ticked.check())));
    }
    if (happening instanceof Happening.Broken broken) {
      return List.of(
          Style.BAD.of("  ✗ " + words(broken.check()))
              + ": that must not happen (event e"
              + broken.order()
              + "); lesson reset begins this screen anew");
    }
    if (happening instanceof Happening.Done done) {
      return done.task().byLearner()
          ? List.of(Style.GOOD.of("  done") + Style.DIM.of("   next goes on"))
          : List.of();
    }
    return graded((Happening.Graded) happening);
  }

  Map<String, Object> fields(Happening happening) {
    return Map.of("text", plain(happening(happening)));
  }

  private List<String> graded(Happening.Graded graded) {
    String right = graded.right();
    String was = right + ") " + graded.question().choices().getOrDefault(right, "");
    String verdict =
        graded.answer().isEmpty()
            ? "You did not say. It was **" + right + "**."
            : graded.answer().get().equals(right)
                ? "You said " + right + ", and so it was."
                : "You said " + graded.answer().get() + ". It was **" + was.replace("*", "") + "**";
    Style style = graded.answer().filter(right::equals).isPresent() ? Style.GOOD : Style.WARN;
    List<String> text = new ArrayList<>(page(verdict, 2));
    text.addAll(page(graded.question().because(), 2));
    return barred(style, "your prediction", text);
  }

  private static String words(String check) {
    return check.replace('-', ' ');
  }

  List<String> noted(Part.Question question, String choice) {
    return List.of(
        Style.DIM.of("  noted: ")
            + choice
            + Style.DIM.of(") " + question.choices().getOrDefault(choice, "")),
        "");
  }

  /** One line a check. */
  List<String> standings(List<Standing> standings) {
    return standings.stream()
        .map(
            s ->
                s.met()
                    ? Style.GOOD.of("  ✓ " + words(s.check().name()))
                    : s.broken()
                        ? Style.BAD.of("  ✗ " + words(s.check().name()))
                        : Style.DIM.of("  · " + words(s.check().name())))
        .toList();
  }

  /** The same, with what is seen where one is not met. */
  List<String> checked(List<Standing> standings) {
    List<String> lines = new ArrayList<>();
    List<String> marks = standings(standings);
    for (int i = 0; i < marks.size(); i++) {
      lines.add(marks.get(i));
      Standing standing = standings.get(i);
      if (!standing.met() && !standing.saw().isEmpty()) {
        lines.add(Style.DIM.of("      saw " + standing.saw()));
      }
    }
    return lines;
  }

  List<String> notYet(List<Standing> standings) {
    List<String> lines = new ArrayList<>(standings(standings));
    lines.add(Style.DIM.of("  not yet; next looks again, lesson check says what is seen"));
    return lines;
  }

  List<String> hint(List<String> steps, int n) {
    return barred(Style.DIM, "hint " + (n + 1) + " of " + steps.size(), page(steps.get(n), 2));
  }

  List<String> more(String title) {
    return List.of(Style.DIM.of("  next: ") + title + Style.DIM.of("   (type next)"));
  }

  /** A screen once more, only to be read. */
  List<String> again(Lesson lesson, int screen) {
    List<String> lines = new ArrayList<>(heading(lesson, screen));
    for (Part part : lesson.screens().get(screen).parts()) {
      if (part instanceof Part.Typing typing) {
        typing.lines().forEach(t -> lines.addAll(typed(t)));
        lines.add("");
      } else if (part instanceof Part.Prose || part instanceof Part.Look) {
        lines.addAll(part(part, false));
      } else if (part instanceof Part.Question question) {
        lines.addAll(page(question.text() + "\n\n" + question.because()));
        lines.add("");
      } else if (part instanceof Part.Task task) {
        lines.addAll(page(task.text()));
        lines.add("");
      }
    }
    lines.add(Style.DIM.of("  only to read again; next goes forward, task to where you are"));
    return lines;
  }

  List<String> over(Lesson lesson, Progress progress, List<Lesson> all) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(Style.GOOD.of("── done ") + Style.STRONG.of(lesson.title()));
    List<Progress.Prediction> here =
        progress.predictions().stream().filter(p -> p.of().startsWith(lesson.id() + "/")).toList();
    if (!here.isEmpty()) {
      long right = here.stream().filter(Progress.Prediction::right).count();
      lines.add("   " + right + " of " + here.size() + " predictions came true");
    }
    lines.add("   you met: " + String.join(", ", lesson.concepts()));
    lines.addAll(
        page("read on: " + String.join(", ", lesson.sources())).stream()
            .map(l -> "   " + l)
            .toList());
    Course.next(all, progress)
        .ifPresent(
            l ->
                lines.add(
                    "   next lesson: "
                        + Style.NODE.of("lesson start " + l.id())
                        + "  "
                        + l.title()));
    lines.add(Style.DIM.of("   the cluster is yours to play with until lesson quit"));
    return lines;
  }

  List<String> left(Lesson lesson, boolean over) {
    return List.of(
        over
            ? "left " + lesson.id() + "; its cluster is gone"
            : "left "
                + lesson.id()
                + "; its cluster is gone, your place is kept: lesson start "
                + lesson.id()
                + " goes on there");
  }

  private List<String> page(String markdown) {
    return page(markdown, 0);
  }

  private List<String> page(String markdown, int indent) {
    return Page.lines(markdown, columns.getAsInt() - indent);
  }
}
