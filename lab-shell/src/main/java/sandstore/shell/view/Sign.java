package sandstore.shell.view;

import sandstore.lab.view.NodeView;
import sandstore.lab.view.Standing;

/**
 * How what a node is doing is drawn: a glyph, a word, an ink and a frame. Named as {@link
 * Standing}.
 */
enum Sign {
  LEADS("leader", Ink.LEADER, Canvas.Line.HEAVY),
  FOLLOWS("follower", Ink.GOOD, Canvas.Line.SOFT),
  BACKS_UP("backup", Ink.GOOD, Canvas.Line.SOFT),
  CAMPAIGNS("candidate", Ink.WARN, Canvas.Line.DASHED),
  LEARNS("learner", Ink.GOOD, Canvas.Line.SOFT),
  STARTS("starting", Ink.WARN, Canvas.Line.DASHED),
  PAUSED("paused", Ink.WARN, Canvas.Line.DASHED),
  GONE("dead", Ink.BAD, Canvas.Line.DOTTED),
  QUARANTINED("quarantined", Ink.BAD, Canvas.Line.DASHED);

  final char glyph;
  final String word;
  final Ink ink;
  final Canvas.Line frame;

  Sign(String word, Ink ink, Canvas.Line frame) {
    this.glyph = Standing.valueOf(name()).glyph();
    this.word = word;
    this.ink = ink;
    this.frame = frame;
  }

  static Sign of(NodeView node) {
    return valueOf(Standing.of(node).name());
  }

  /** {@code primary} and {@code alone} where that is the word for it. */
  static String word(NodeView node) {
    Sign sign = of(node);
    return sign != LEADS
        ? sign.word
        : switch (node.role()) {
          case PRIMARY -> "primary";
          case SINGLE -> "alone";
          default -> sign.word;
        };
  }
}
