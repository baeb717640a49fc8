package sandstore.lessons.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import sandstore.lab.Style;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.work.Pass;

/** Judges submissions by a shelf's lessons. */
public final class Grading {
  private final List<Lesson> shelf;

  public Grading(List<Lesson> shelf) {
    this.shelf = List.copyOf(shelf);
  }

  /**
   * Judges these.
   *
   * @param judged is told how many have been judged
   * @throws IOException if one of the files is not there
   * @throws InterruptedException between two of them
   */
  public ClassReport all(List<Path> files, IntConsumer judged)
      throws IOException, InterruptedException {
    List<Graded> all = new ArrayList<>();
    for (Path file : files) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      all.add(judge(file));
      judged.accept(all.size());
    }
    return new ClassReport(shelf, all);
  }

  /**
   * Judges one; what cannot be read is a remark.
   *
   * @throws IOException if there is no such file
   */
  Graded judge(Path file) throws IOException {
    String who = Style.harmless(String.valueOf(file.getFileName())).replaceFirst("\\.zip$", "");
    List<String> remarks = new ArrayList<>();
    Map<String, Outcome> outcomes = new TreeMap<>();
    Map<String, Integer> hints = Map.of();
    try (Submission submission = Submission.open(file)) {
      hints = submission.hints();
      for (String place : submission.places()) {
        try {
          Outcome outcome = judge(submission.pass(place));
          outcomes.putIfAbsent(place(outcome), outcome);
        } catch (Submission.Unreadable | IllegalArgumentException e) {
          remarks.add(place + " was not judged: it " + Style.harmless(reason(e)));
        } catch (OtherEdition e) {
          remarks.add(place + " was not judged: " + e.getMessage());
        }
      }
    } catch (Submission.Unreadable e) {
      remarks.add("not judged: it " + e.getMessage());
    }
    outcomes.values().stream().flatMap(o -> remark(o).stream()).forEach(remarks::add);
    return new Graded(who, List.copyOf(outcomes.values()), hints, remarks);
  }

  private static String place(Outcome outcome) {
    return String.format(java.util.Locale.ROOT, "%s %02d", outcome.lesson(), outcome.screen());
  }

  private static String reason(Exception e) {
    return e instanceof Submission.Unreadable
        ? String.valueOf(e.getMessage())
        : "is nothing that a lab wrote";
  }

  private static Optional<String> remark(Outcome outcome) {
    String where = outcome.lesson() + ", screen " + outcome.screen() + ": ";
    if (outcome.deeds() != outcome.claimed()) {
      return Optional.of(
          where
              + "claims "
              + outcome.claimed()
              + " tasks and answers, and its events say "
              + outcome.deeds());
    }
    return outcome.broken().isEmpty()
        ? Optional.empty()
        : Optional.of(where + String.join(", ", outcome.broken()) + " must not be, and was");
  }

  private static final class OtherEdition extends Exception {
    private static final long serialVersionUID = 1L;

    OtherEdition(String message) {
      super(message);
    }
  }

  private Outcome judge(Pass pass) throws OtherEdition {
    Lesson lesson =
        shelf.stream()
            .filter(l -> l.id().equals(pass.lesson()))
            .findFirst()
            .orElseThrow(
                () ->
                    new OtherEdition(
                        "this shelf has no lesson "
                            + pass.lesson()
                            + "; --lessons takes another one"));
    if (!lesson.edition().equals(pass.edition())) {
      throw new OtherEdition(
          "it is of another edition of "
              + pass.lesson()
              + "; --lessons takes the one that was given out");
    }
    return Regrading.judge(lesson, pass);
  }
}
