package sandstore.shell.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sandstore.lab.LabEvent;
import sandstore.lab.story.Sentence;
import sandstore.proto.EntriesAppended;
import sandstore.proto.Event;

/**
 * What log entries hold, as far as events tell it: a node says so when it applies one, or strikes
 * one out; and when it writes one, unless it writes many at once.
 */
final class Entries {
  private static final int REACH = 30_000;

  private static final String REGISTRATION = "RegisterNode";
  private static final String ABOUT_REGISTRATION =
      ", by which the leader writes down what each node has been seen to keep";

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
    return Optional.ofNullable(found.get(index)).or(() -> written(moment, index));
  }

  /** As whoever wrote it into a log has named it. */
  private static Optional<String> written(Moment moment, long index) {
    return moment.newest(1, REACH, e -> names(e.event().getEntriesAppended(), index)).stream()
        .findFirst()
        .map(e -> e.event().getEntriesAppended())
        .map(a -> a.getOperations((int) (index - a.getFirst())))
        .map(name -> name.equals(REGISTRATION) ? name + ABOUT_REGISTRATION : name);
  }

  private static boolean names(EntriesAppended added, long index) {
    long place = index - added.getFirst();
    return place >= 0 && place < added.getOperationsCount();
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
