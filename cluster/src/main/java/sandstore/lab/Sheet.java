package sandstore.lab;

import java.util.List;

/**
 * What a {@link Companion} shows to whoever looks at a picture of the cluster instead of at what
 * was said: a face lays it beside the picture. Words only, so that it can be shown in another
 * process and in any width.
 *
 * @param where as {@link Companion#where}; empty if nobody goes along
 * @param title what it is about
 * @param view the picture that it speaks of, by name; empty if it speaks of none
 * @param suggests a line that could be typed now; empty if that is left to the person
 * @param pieces to be read from top to bottom
 */
public record Sheet(String where, String title, String view, String suggests, List<Piece> pieces) {
  /** Nobody goes along. */
  public static final Sheet NONE = new Sheet("", "", "", "", List.of());

  public Sheet {
    pieces = List.copyOf(pieces);
  }

  public boolean isEmpty() {
    return where.isEmpty();
  }

  /** What a piece is: faces mark each kind in a way of their own. */
  public enum Kind {
    /** To be read. */
    PROSE,
    /** A line that was typed for the person. */
    TYPED,
    /** Where to look, and for what. */
    LOOK,
    /** Something to answer. */
    QUESTION,
    /** Something to do. */
    TASK,
    /** A part of that which is done. */
    TICKED,
    /** A part of that which is not. */
    OPEN,
    /** Something that must not have happened. */
    BROKEN,
    /** What became of an answer. */
    GRADED,
    /** Help with something to do. */
    HINT,
    /** What to type to go on. */
    ONWARD
  }

  /**
   * @param text Markdown
   */
  public record Piece(Kind kind, String text) {}
}
