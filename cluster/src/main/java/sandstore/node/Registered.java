package sandstore.node;

/**
 * What the entries that {@link Registrar} wrote cover. They are entries of the log themselves, so
 * that each would be news for the next one, for ever, did they count.
 *
 * @param newest index of the newest entry that registers; 0 when there is none
 * @param other index of the newest entry before it that does something else
 */
record Registered(long newest, long other) {
  static final Registered NOTHING = new Registered(0, 0);

  /** After one more at this index. */
  Registered at(long index) {
    return new Registered(index, index == newest + 1 ? other : index - 1);
  }

  /** Whether something was committed since. */
  boolean missed(long committed) {
    return committed > newest;
  }

  /**
   * Whether a node is known to keep more than is written down of it.
   *
   * @param written what the table says that it has
   * @param known what it is known to have
   */
  boolean behind(long written, long known) {
    return written < Math.min(known, other);
  }
}
