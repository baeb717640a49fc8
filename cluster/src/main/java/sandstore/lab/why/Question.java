package sandstore.lab.why;

import java.util.List;
import sandstore.lab.Timeline;

/** One kind of question. */
public interface Question {
  /** The word that it begins with: {@code leader}. */
  String name();

  /** An example, behind {@code why}. */
  String example();

  /**
   * @param words what follows its name
   * @throws sandstore.lab.Refusal when it makes no sense
   */
  Answer answer(List<String> words, Timeline story);
}
