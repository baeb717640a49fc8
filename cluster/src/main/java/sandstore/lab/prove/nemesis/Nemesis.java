package sandstore.lab.prove.nemesis;

/**
 * One way to break a cluster. To add one is to write one class, {@code @AutoService} of this; it
 * has no state.
 */
public interface Nemesis {
  /** What it breaks: two faults of one kind of thing are not in force at a time. */
  enum Target {
    LINKS,
    NODES
  }

  /** One word, as it is typed. */
  String name();

  /** What it does, in a line. */
  String about();

  Target target();

  /** Whether it makes sense there. */
  default boolean fits(String topology, int nodes) {
    return nodes >= 3;
  }

  /** One fault, by chance; the same chance makes the same fault. */
  Step draw(Draw draw);

  /**
   * What would show that the fault has had an effect.
   *
   * @param begun with its words in braces replaced
   */
  Effect effect(Step begun);
}
