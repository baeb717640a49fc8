package sandstore.lab;

/** A command ends as one that it ran or waited for. */
final class PassedOn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Lab.Ending ending;

  PassedOn(Lab.Ending ending) {
    super(ending.message());
    this.ending = ending;
  }

  Lab.Ending ending() {
    return ending;
  }
}
