package sandstore.lessons.engine;

import java.util.Optional;
import sandstore.lessons.script.Lesson;
import sandstore.lessons.script.Part;

/**
 * Where someone is in a lesson. One thread at a time moves it; any may ask, and then what it is
 * told is true of a moment, not of several questions together.
 */
final class Place {
  private final Lesson lesson;
  private volatile int screen;

  /** The part that is before the learner; as many as there are at the end of the screen. */
  private volatile int part;

  /** How many screens back the learner looks. */
  private volatile int back;

  private volatile boolean over;

  Place(Lesson lesson, int screen) {
    this.lesson = lesson;
    this.screen = screen < lesson.screens().size() ? screen : 0;
  }

  Lesson lesson() {
    return lesson;
  }

  /** From 0. */
  int screen() {
    return screen;
  }

  int part() {
    return part;
  }

  Lesson.Screen now() {
    return lesson.screens().get(screen);
  }

  /** The lesson is done; what follows is play. */
  boolean over() {
    return over;
  }

  boolean atTheEndOfTheScreen() {
    return part >= now().parts().size();
  }

  boolean onTheLastScreen() {
    return screen + 1 == lesson.screens().size();
  }

  /** What is before the learner, if it is of that kind. */
  <T extends Part> Optional<T> current(Class<T> kind) {
    int at = part;
    return over || at >= now().parts().size()
        ? Optional.empty()
        : Optional.of(now().parts().get(at)).filter(kind::isInstance).map(kind::cast);
  }

  /** To the beginning of a screen, from which everything is still to come. */
  void begin(int which) {
    part = 0;
    screen = which;
    over = false;
    back = 0;
  }

  void onward() {
    part++;
  }

  void finish() {
    over = true;
  }

  /** How many screens before that one the learner reads again; 0 = none. */
  int back() {
    return back;
  }

  void leaf(int by) {
    back = Math.max(0, back + by);
  }

  void leafToTheEnd() {
    back = 0;
  }

  /** {@code elections 2/4}, with a mark where there is a question. */
  String words(boolean asked) {
    String mark = over ? "done" : (screen + 1) + "/" + lesson.screens().size();
    return lesson.id() + " " + mark + (asked ? " ?" : "");
  }
}
