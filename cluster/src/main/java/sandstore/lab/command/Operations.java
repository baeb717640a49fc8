package sandstore.lab.command;

import sandstore.lab.Style;
import sandstore.proto.Operation;

/** Operations of the log, as people name them. */
final class Operations {
  private Operations() {}

  /** What it is about: a path, two paths, a client. */
  static String subject(Operation o) {
    String subject =
        switch (o.getKindCase()) {
          case MAKE_FOLDER -> o.getMakeFolder().getPath();
          case COMMIT_FILE ->
              o.getCommitFile().getPath()
                  + " ("
                  + Quantities.bytes(o.getCommitFile().getLength())
                  + ")";
          case REMOVE -> o.getRemove().getPath();
          case SET_QUOTA -> o.getSetQuota().getPath();
          case RENAME -> o.getRename().getFrom() + " -> " + o.getRename().getTo();
          case OPEN_SESSION -> o.getOpenSession().getClient();
          case MARK_GARBAGE -> o.getMarkGarbage().getIdsCount() + " chunks";
          default -> "";
        };
    return Style.harmless(subject);
  }
}
