package sandstore.lab.why;

import java.util.List;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Sentence;

/**
 * What is so, and why.
 *
 * @param says in a sentence, without a full stop
 * @param chain the events that led there, in the order in which they happened
 */
public record Answer(String says, List<Because> chain) {
  /** One step of the chain. */
  public record Because(LabEvent event, String says) {
    Because(LabEvent event) {
      this(event, Sentence.of(event.event()));
    }

    /** {@code e1234}. */
    public String id() {
      return "e" + event.order();
    }
  }
}
