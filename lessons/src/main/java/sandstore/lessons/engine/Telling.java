package sandstore.lessons.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import sandstore.lab.Context;
import sandstore.lab.Lab;
import sandstore.lab.Style;
import sandstore.lessons.engine.TaskWatch.Standing;
import sandstore.lessons.page.Page;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;
import sandstore.lessons.script.Setup;
import sandstore.lessons.script.Typed;

/** How a lesson looks, as lines with styles. Decides nothing. */
final class Telling {
  static final String ALL_GONE =
      "nobody is left to answer. That can happen to the best: lesson reset begins this screen anew";

  private final IntSupplier columns;
  private final Audience audience;

  Telling(IntSupplier columns, Audience audience) {
    this.columns = columns;
    this.audience = audience;
  }

  /** Says it as an answer to what was typed. */
  void say(Context context, List<String> text) {
    if (!text.isEmpty()) {
      context.result("lesson", Map.of("text", plain(text)), text);
    }
  }

  static List<String> plain(List<String> text) {
    return text.stream().map(Style::strip).toList();
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
            (audience.isThere() ? "  hands, as a 12 b 7, or " : "  type ")
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
    lines.add(
        Style.DIM.of(
            audience.isThere()
                ? "  hint helps, step by step; show types the next line of the solution"
                : "  hint helps, step by step"));
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

  /** The line that starts the lesson's cluster. */
  List<String> begun(Setup setup) {
    return setup.up().map(line -> typed(new Typed(line, false, 0))).orElse(List.of());
  }

  /** A line of the lesson's that did not succeed; beside a lesson's pane that is said, too. */
  void ended(Context context, Typed typed, Lab.Ending ending) {
    Style style = ending.status() == 3 ? Style.WARN : Style.BAD;
    context.result(
        "typed",
        Map.of(
            "line", typed.text(),
            "outcome", ending.outcome(),
            "message", Style.strip(ending.message())),
        "  " + style.of(ending.outcome()) + ": " + ending.message());
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

  /** What a prediction came to, in Markdown. */
  String verdict(Happening.Graded graded) {
    String right = graded.right();
    String inWords = graded.question().choices().getOrDefault(right, "").replace("*", "");
    return audience
        .of(graded.question())
        .map(hands -> hands.verdict(right, inWords))
        .orElseGet(() -> verdict(graded, right + ") " + inWords));
  }

  private static String verdict(Happening.Graded graded, String was) {
    String right = graded.right();
    return graded.answer().isEmpty()
        ? "You did not say. It was **" + right + "**."
        : graded.answer().get().equals(right)
            ? "You said " + right + ", and so it was."
            : "You said " + graded.answer().get() + ". It was **" + was + "**";
  }

  private List<String> graded(Happening.Graded graded) {
    String right = graded.right();
    Style style = graded.answer().filter(right::equals).isPresent() ? Style.GOOD : Style.WARN;
    List<String> text = new ArrayList<>(page(verdict(graded), 2));
    text.addAll(page(graded.question().because(), 2));
    boolean predicted = graded.question().when().isPresent();
    return barred(style, predicted ? "your prediction" : "your answer", text);
  }

  /** A check's name as words. */
  static String words(String check) {
    return check.replace('-', ' ');
  }

  List<String> noted(Part.Question question, String choice) {
    if (audience.of(question).isPresent()) {
      return List.of(Style.DIM.of("  noted: ") + audience.of(question).get(), "");
    }
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

  /** Something that stands beside the lesson. */
  List<String> aside(String word, String markdown) {
    return barred(Style.DIM, word, page(markdown, 2));
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
        typing.lines().stream()
            .filter(t -> !Performance.quietly(t))
            .forEach(t -> lines.addAll(typed(t)));
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

  private List<String> page(String markdown) {
    return page(markdown, 0);
  }

  private List<String> page(String markdown, int indent) {
    return Page.lines(markdown, columns.getAsInt() - indent);
  }
}
