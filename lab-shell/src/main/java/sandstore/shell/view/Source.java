package sandstore.shell.view;

import sandstore.lab.Door;
import sandstore.lab.Sheet;

/** Where moments come from: a running lab, or a recording that is played. */
interface Source {
  /** The newest there is. */
  Moment newest();

  /** What goes along with whoever looks. */
  default Sheet sheet() {
    return Sheet.NONE;
  }

  /** What the person looks at is that event; a recording waits there. */
  default void standsAt(long order) {}

  /** A key that the views do not know. */
  default void press(Press press) {}

  /** Why nothing more can come; empty while it can. */
  default String ended() {
    return "";
  }

  /** The lab's own. */
  static Source of(Door lab) {
    return new Source() {
      @Override
      public Moment newest() {
        return Moment.live(lab.timeline().orElse(Moment.NOTHING), System.nanoTime());
      }

      @Override
      public Sheet sheet() {
        return lab.sheet();
      }

      @Override
      public String ended() {
        return lab.ended().orElse("");
      }
    };
  }
}
