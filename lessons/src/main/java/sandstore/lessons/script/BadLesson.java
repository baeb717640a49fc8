package sandstore.lessons.script;

import java.util.List;

/** A file that is no lesson. Nothing of it was run. */
public final class BadLesson extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  BadLesson(List<Mistake> mistakes) {
    super(mistakes.get(0).toString());
    this.mistakes = List.copyOf(mistakes);
  }

  /** At least one, in the order of the file. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
