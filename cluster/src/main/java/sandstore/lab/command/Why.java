package sandstore.lab.command;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sandstore.lab.Context;
import sandstore.lab.LabCommand;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.why.Answer;
import sandstore.lab.why.Question;
import sandstore.lab.why.Questions;

@AutoService(LabCommand.class)
@Command(
    name = "why",
    headerHeading = "Looking",
    description = "Why something is as it is: an answer, and the events that led to it.",
    footer = {
      "Each event has its id; events --all shows them all. What was not seen is said to be so. Of a",
      "recording one asks outside: lab replay FILE --why 'leader node3'.",
      "",
      "  why leader",
      "  why leader node3",
      "  why leader node3 --at e812",
      "  why not committed 17",
      "  why chunk c9 missing",
      "  why chunk /big 9 missing"
    })
public final class Why implements LabCommand {
  @Parameters(
      paramLabel = "QUESTION",
      arity = "1..*",
      completionCandidates = Names.class,
      description = "leader [NODE], not committed INDEX, chunk [FILE] NUMBER missing")
  private List<String> words = List.of();

  @Option(
      names = "--at",
      paramLabel = "EVENT",
      defaultValue = "",
      description = "as it was after that event, e1234 (now)")
  private String at = "";

  /** For completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Questions.all().stream().map(Question::name).iterator();
    }
  }

  private long order(Timeline story) {
    long order = at.matches("e?[0-9]{1,15}") ? Long.parseLong(at.replace("e", "")) : 0;
    if (order < story.first() || order > story.last()) {
      throw new Refusal(
          "there is no event " + Style.harmless(at),
          "they are e" + story.first() + " to e" + story.last() + "; events --all shows them");
    }
    return order;
  }

  @Override
  public void run(Context context) {
    Timeline story = context.lab().events();
    Answer answer =
        Questions.ask(words, at.isEmpty() ? story : Questions.upTo(story, order(story)));
    List<String> text = new ArrayList<>();
    text.add(Style.STRONG.of(answer.says()));
    answer
        .chain()
        .forEach(b -> text.add(Style.DIM.of(String.format("%8s", b.id())) + "  " + b.says()));
    context.result(
        "why",
        Map.of(
            "answer",
            answer.says(),
            "because",
            answer.chain().stream()
                .map(b -> Map.of("event", b.event().order(), "sentence", b.says()))
                .toList()),
        text);
  }
}
