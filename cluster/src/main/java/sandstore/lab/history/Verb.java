package sandstore.lab.history;

/** What an operation asked for. */
public enum Verb {
  /** The value of a key; answered with it. */
  READ("read", true),
  /** A key gets this value, whatever it had. */
  WRITE("write", false),
  /** A key gets the second value if it has the first; answered with whether it had. */
  CAS("cas", false),
  /** This text goes to the end of the key's. */
  APPEND("append", false),
  /** An element goes into the set. */
  ADD("add", false),
  /** All elements of the set. */
  MEMBERS("members", true),
  /** The lock is taken, by someone who finds it free. */
  ACQUIRE("acquire", false),
  /** The lock is given back. */
  RELEASE("release", false),
  /** What the key holds goes to another key; the first holds nothing afterwards. */
  RENAME("rename", false);

  private final String word;
  private final boolean reads;

  Verb(String word, boolean reads) {
    this.word = word;
    this.reads = reads;
  }

  /** As people and files call it. */
  public String word() {
    return word;
  }

  /** Whether it changes nothing, whatever happens. */
  public boolean reads() {
    return reads;
  }
}
