package sandstore.shell.input;

import java.util.Locale;

/** What a parameter can be, as its picocli label says. */
enum Kind {
  NODE,
  NODES,
  TARGET,
  LINK,
  GROUP,
  MESSAGES,
  HELD,
  TOPOLOGY,
  PACE,
  REMOTE,
  LOCAL,
  COMMAND,
  CONDITION,
  SIZE,
  DURATION,
  OTHER;

  /** The kind that a label such as {@code NODES} or {@code [REMOTE]} stands for. */
  static Kind ofLabel(String label) {
    String bare = label.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
    for (Kind kind : values()) {
      if (bare.equals(kind.name())) {
        return kind;
      }
    }
    return OTHER;
  }
}
