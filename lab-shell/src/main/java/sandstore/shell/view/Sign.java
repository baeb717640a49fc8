package sandstore.shell.view;

import sandstore.lab.view.NodeView;

/** What a node is doing: a glyph, a word, an ink and a frame. */
enum Sign {
  LEADS('\u2605', "leader", Ink.LEADER, Canvas.Line.HEAVY),
  FOLLOWS('\u25cf', "follower", Ink.GOOD, Canvas.Line.SOFT),
  BACKS_UP('\u25cf', "backup", Ink.GOOD, Canvas.Line.SOFT),
  CAMPAIGNS('\u25c7', "candidate", Ink.WARN, Canvas.Line.DASHED),
  LEARNS('\u25cb', "learner", Ink.GOOD, Canvas.Line.SOFT),
  STARTS('\u2026', "starting", Ink.WARN, Canvas.Line.DASHED),
  PAUSED('\u2016', "paused", Ink.WARN, Canvas.Line.DASHED),
  GONE('\u2716', "dead", Ink.BAD, Canvas.Line.DOTTED),
  QUARANTINED('!', "quarantined", Ink.BAD, Canvas.Line.DASHED);

  final char glyph;
  final String word;
  final Ink ink;
  final Canvas.Line frame;

  Sign(char glyph, String word, Ink ink, Canvas.Line frame) {
    this.glyph = glyph;
    this.word = word;
    this.ink = ink;
    this.frame = frame;
  }

  static Sign of(NodeView node) {
    return switch (node.process()) {
      case STARTING -> STARTS;
      case PAUSED -> PAUSED;
      case EXITED -> GONE;
      case QUARANTINED -> QUARANTINED;
      case RUNNING ->
          switch (node.role()) {
            case LEADER, PRIMARY, SINGLE -> LEADS;
            case CANDIDATE -> CAMPAIGNS;
            case LEARNER -> LEARNS;
            case BACKUP -> BACKS_UP;
            case ROLE_UNKNOWN -> STARTS;
            case FOLLOWER, UNRECOGNIZED -> FOLLOWS;
          };
    };
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
