package sandstore.wire;

import java.util.List;

/**
 * The numbers in a message of a log, about which a {@code where} may ask: Raft's, and what a
 * primary and its backups say to each other.
 *
 * <p>{@code index} is that of an entry which the message brings, else that of the last one in the
 * sender's log or snapshot; {@code entries} is how many it brings; {@code committed} is up to where
 * its sender knows entries to be committed.
 */
public final class MessageFields {
  /** Each that some message has. */
  public static final List<String> ALL = List.of("index", "term", "entries", "committed");

  private MessageFields() {}

  /** Those that the requests of a kind have, or its replies; none if it has to do with no log. */
  public static List<String> of(String kind, boolean reply) {
    return reply ? ofReplies(kind) : ofRequests(kind);
  }

  private static List<String> ofRequests(String kind) {
    return switch (kind) {
      case "AppendEntries" -> ALL;
      case "Heartbeat" -> List.of("term", "entries", "committed");
      case "Replicate" -> List.of("index", "term", "entries");
      case "RequestVote", "PreVote", "InstallSnapshot" -> List.of("index", "term");
      case "TimeoutNow" -> List.of("term");
      default -> List.of();
    };
  }

  private static List<String> ofReplies(String kind) {
    return switch (kind) {
      case "AppendEntries", "Heartbeat", "Replicate" -> List.of("index", "term");
      case "RequestVote", "PreVote", "InstallSnapshot", "TimeoutNow" -> List.of("term");
      case "ReadIndex" -> List.of("committed");
      default -> List.of();
    };
  }
}
