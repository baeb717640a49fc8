package sandstore.lab.prove.workload;

/** What a client saw by itself, as it happened. */
public sealed interface Observation {
  /** A write was acknowledged; the store can be written. */
  record Acknowledged(long nanos) implements Observation {}

  /** A read returned bytes that nobody wrote. */
  record BadBytes(String path, String client, String detail) implements Observation {}

  /** Something that was acknowledged is not there any more, and nobody removed it. */
  record Lost(String path, String detail) implements Observation {}

  /** One request, sent several times under one id, had two different outcomes. */
  record TwoAnswers(String path, String client, String detail) implements Observation {}

  /** Something was refused for want of space. */
  record NoSpace() implements Observation {}
}
