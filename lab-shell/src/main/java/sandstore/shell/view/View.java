package sandstore.shell.view;

import java.util.List;

/**
 * One picture of the cluster: a pure function of a moment and of what the person has chosen. One
 * class each, {@code @AutoService(View.class)}.
 */
interface View {
  /** As it is typed after {@code watch}. */
  String name();

  /** Its key: 1, 2, .. */
  int place();

  /** One line for the help. */
  String about();

  /** Keys of its own, in a few words. */
  default String keys() {
    return "";
  }

  void draw(Canvas canvas, Moment moment, Ui ui);

  /** A key that is not one of those that all views share. */
  default Ui press(Ui ui, Press press, Moment moment) {
    return ui;
  }

  /** The same in sentences, for those who do not look at pictures. */
  List<String> describe(Moment moment);
}
