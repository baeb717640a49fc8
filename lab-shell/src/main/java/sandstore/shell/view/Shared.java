package sandstore.shell.view;

import sandstore.lab.Sheet;

/** How a view and a lesson beside it share the screen. Pure. */
final class Shared {
  /** From here on both have room beside each other. */
  private static final int BESIDE = 100;

  private static final int NARROWEST_PANE = 40;
  private static final int WIDEST_PANE = 64;

  /** From here on both have room above each other. */
  private static final int ABOVE = 40;

  private static final int LEAST_VIEW = 18;

  /**
   * Two parts of a canvas.
   *
   * @param picture for the view
   * @param lesson for the lesson; a single row is for a hint that there is one
   */
  record Parts(Canvas picture, Canvas lesson) {}

  private Shared() {}

  /** Whether one of both has to give way, on a screen of that size. */
  static boolean either(int width, int height) {
    return width < BESIDE && height < ABOVE;
  }

  /**
   * @param either one of both has to give way
   * @param swapped then it is the view
   */
  static Parts of(Canvas body, boolean either, boolean swapped) {
    int width = body.width();
    int height = body.height();
    if (width >= BESIDE) {
      int pane = Math.max(NARROWEST_PANE, Math.min(WIDEST_PANE, width * 36 / 100));
      return new Parts(
          body.part(0, 0, width - pane, height), body.part(width - pane, 0, pane, height));
    }
    if (!either) {
      int picture = Math.max(LEAST_VIEW, height * 45 / 100);
      return new Parts(
          body.part(0, 0, width, picture), body.part(0, picture, width, height - picture));
    }
    return swapped
        ? new Parts(body.part(0, 0, 0, 0), body)
        : new Parts(body.part(0, 0, width, height - 1), body.part(0, height - 1, width, 1));
  }

  /** Draws the lesson's part, as much of it as there is room for. */
  static void lesson(Canvas part, Sheet sheet, Ui ui) {
    if (part.height() == 1) {
      LessonPane.strip(part, sheet);
    } else {
      LessonPane.draw(part, sheet, ui.paneUp());
    }
  }
}
