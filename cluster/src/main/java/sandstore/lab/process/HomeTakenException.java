package sandstore.lab.process;

import java.nio.file.Path;

/** Another lab holds this home. */
public final class HomeTakenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String holder;

  HomeTakenException(Path home, String holder) {
    super(home + " is in use by another lab");
    this.holder = holder;
  }

  /** The process id of the other lab, as it wrote it; may be empty. */
  public String holder() {
    return holder;
  }
}
