package sandstore.shell.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Sentence;
import sandstore.proto.Event;

/**
 * What log entries hold, as far as events tell it: a node says so when it applies one, or strikes
 * one out.
 */
final class Entries {
  private static final int REACH = 30_000;

  private Entries() {}

  /** What the entry is, in words; empty while nobody has told. */
  static Optional<String> words(Moment moment, long index) {
    Map<Long, String> found = new HashMap<>();
    for (LabEvent e : moment.newest(1, REACH, e -> index(e.event()) == index)) {
      found.put(
          index,
          Sentence.of(e.event())
              .replaceFirst("^node\\d+ (applied entry \\d+: |has it in its log that )", ""));
    }
    return Optional.ofNullable(found.get(index));
  }

  /**
   * The client's operation that the entry answers; empty if no client of the lab's had one there.
   */
  static Optional<String> client(Moment moment, long index) {
    return moment
        .newest(
            1,
            REACH,
            e -> e.event().hasOperationOk() && e.event().getOperationOk().getIndex() == index)
        .stream()
        .findFirst()
        .map(
            e ->
                e.event().getNode()
                    + "'s "
                    + e.event().getOperationOk().getKind()
                    + " "
                    + e.event().getOperationOk().getPath());
  }

  private static long index(Event e) {
    return switch (e.getKindCase()) {
      case FILE_COMMITTED -> e.getFileCommitted().getIndex();
      case FILE_REMOVED -> e.getFileRemoved().getIndex();
      case FILE_RENAMED -> e.getFileRenamed().getIndex();
      case SESSION_OPENED -> e.getSessionOpened().getIndex();
      case SESSION_EXPIRED -> e.getSessionExpired().getIndex();
      case CONFIGURATION_CHANGED -> e.getConfigurationChanged().getIndex();
      case MEMBER_REGISTERED -> e.getMemberRegistered().getIndex();
      case MEMBER_ADMITTED -> e.getMemberAdmitted().getIndex();
      case MEMBER_RETIRED -> e.getMemberRetired().getIndex();
      default -> -1;
    };
  }
}
