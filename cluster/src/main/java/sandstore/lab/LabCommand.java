package sandstore.lab;

/**
 * One verb of the command language. A new instance is made for each line that names it; picocli has
 * filled in its annotated fields before {@link #run}.
 */
public interface LabCommand {
  /**
   * Runs on the thread of whoever typed it; an interrupt is Ctrl-C, upon which it stops soon and
   * leaves lab and cluster sound.
   *
   * @throws Refusal the person's mistake
   * @throws sandstore.wire.StoreException the store did not do it, or may have
   * @throws Unmet an expectation was not met
   */
  void run(Context context) throws InterruptedException, java.io.IOException;

  /**
   * True if words that begin with a dash and name no option are arguments all the same, as {@code
   * ->} and {@code -5s} are.
   */
  default boolean dashWords() {
    return false;
  }
}
