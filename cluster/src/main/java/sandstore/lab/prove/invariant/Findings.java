package sandstore.lab.prove.invariant;

/** What an invariant has found out. */
public interface Findings {
  /**
   * It does not hold.
   *
   * @param events orders of what shows it
   */
  void broken(String sentence, long... events);

  /** It could not be judged, which is no pass. */
  void unknown(String sentence);
}
