package sandstore.lab.view;

/**
 * What a node is doing, as its process and its own belief tell together; each with one narrow
 * character, the same wherever a node is drawn.
 */
public enum Standing {
  LEADS('★'),
  FOLLOWS('●'),
  BACKS_UP('●'),
  CAMPAIGNS('◇'),
  LEARNS('○'),
  STARTS('…'),
  PAUSED('‖'),
  GONE('✖'),
  QUARANTINED('!');

  private final char glyph;

  Standing(char glyph) {
    this.glyph = glyph;
  }

  public char glyph() {
    return glyph;
  }

  public static Standing of(NodeView node) {
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
}
