package sandstore.lab.story;

/** Whether a person at the prompt should be told unasked. */
public enum Noteworthiness {
  /** Part of normal running, or the consequence of what the person has just typed. */
  ROUTINE,
  /** Something changed: gathered, and told when there is room. */
  NOTE,
  /** Something is wrong: told first. */
  LOUD
}
