package sandstore.lab.why;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import sandstore.lab.LabEvent;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.Timeline;
import sandstore.lab.view.ClusterView;

/** All that can be asked. */
public final class Questions {
  private Questions() {}

  /** In alphabetical order of their names. */
  public static List<Question> all() {
    return StreamSupport.stream(ServiceLoader.load(Question.class).spliterator(), false)
        .sorted(Comparator.comparing(Question::name))
        .toList();
  }

  /**
   * @param words behind {@code why}
   * @throws Refusal for what nobody can answer
   */
  public static Answer ask(List<String> words, Timeline story) {
    return all().stream()
        .filter(q -> !words.isEmpty() && q.name().equals(words.get(0)))
        .findFirst()
        .orElseThrow(() -> noSuchQuestion(words))
        .answer(words.subList(1, words.size()), story);
  }

  private static Refusal noSuchQuestion(List<String> words) {
    return new Refusal(
        "nobody can say why " + Style.harmless(String.join(" ", words)),
        "ask why " + String.join(", or why ", all().stream().map(Question::example).toList()));
  }

  /** A story that ends with that event, whatever came later. */
  public static Timeline upTo(Timeline story, long order) {
    return new Timeline() {
      @Override
      public long first() {
        return story.first();
      }

      @Override
      public long last() {
        return Math.min(order, story.last());
      }

      @Override
      public Optional<LabEvent> event(long wanted) {
        return wanted > order ? Optional.empty() : story.event(wanted);
      }

      @Override
      public ClusterView viewAt(long wanted) {
        return story.viewAt(Math.min(wanted, order));
      }
    };
  }
}
