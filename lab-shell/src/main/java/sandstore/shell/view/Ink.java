package sandstore.shell.view;

/**
 * What a cell means; a {@link Theme} says how that looks. No meaning is told by ink alone: the
 * glyph or the text beside it says the same.
 */
enum Ink {
  PLAIN,
  DIM,
  STRONG,
  /** Names of keys, ids, links to follow. */
  ACCENT,
  GOOD,
  WARN,
  BAD,
  LEADER,
  /** Frames and rules. */
  FRAME,
  TITLE,
  /** The lines at the top and at the bottom. */
  BAR,
  BAR_STRONG,
  BAR_WARN,
  BAR_BAD,
  /** Under the cursor. */
  CURSOR,
  TERM_A,
  TERM_B,
  TERM_C,
  TERM_D,
  TERM_E,
  TERM_F,
  /** The same, as the colour of a solid block. */
  BLOCK_A,
  BLOCK_B,
  BLOCK_C,
  BLOCK_D,
  BLOCK_E,
  BLOCK_F;

  private static final int TERMS = 6;

  /** Terms that follow each other differ. */
  static Ink term(long term) {
    return values()[TERM_A.ordinal() + (int) (term % TERMS)];
  }

  static Ink block(long term) {
    return values()[BLOCK_A.ordinal() + (int) (term % TERMS)];
  }

  boolean isBlock() {
    return compareTo(BLOCK_A) >= 0;
  }
}
