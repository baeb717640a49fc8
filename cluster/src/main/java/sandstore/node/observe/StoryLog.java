package sandstore.node.observe;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import sandstore.proto.Event;

/**
 * Writes what happens on a node into its log, one line an event, in the order in which it is told.
 * Each line belongs to a subject, which is its logger's name: {@code elections}, {@code files},
 * {@code members}, {@code repair}, {@code disk} are told at level info, {@code chunks} and {@code
 * entries} at debug, {@code calls} at trace. Under load lines about files are sampled, and say how
 * many others they stand for. Threads may share it.
 */
public final class StoryLog implements Reporter {
  private static final int FILE_LINES_A_SECOND = 50;
  private static final String PREFIX = "sandstore.story.";

  /** What an event is about; by the ranges in which {@code events.proto} numbers its kinds. */
  private enum Subject {
    ELECTIONS(Level.INFO),
    ENTRIES(Level.DEBUG),
    CALLS(Level.TRACE),
    CHUNKS(Level.DEBUG),
    FILES(Level.INFO),
    SESSIONS(Level.DEBUG),
    MEMBERS(Level.INFO),
    REPAIR(Level.INFO),
    DISK(Level.INFO);

    private final Level level;
    private final Logger log;

    Subject(Level level) {
      this.level = level;
      this.log = LoggerFactory.getLogger(PREFIX + name().toLowerCase(java.util.Locale.ROOT));
    }

    static Subject of(Event.KindCase kind) {
      int number = kind.getNumber();
      return switch (kind) {
        case ELECTION_TIMER_RESET -> CALLS;
        case SNAPSHOT_SAVED, SNAPSHOT_INSTALLED, CONFIGURATION_CHANGED, ENTRIES_TRUNCATED ->
            ELECTIONS;
        case REPLICA_CORRUPT, REPLICA_REPAIRED -> REPAIR;
        case SESSION_OPENED, SESSION_EXPIRED, REPLICATION_COUNTED -> SESSIONS;
        default ->
            number < 40
                ? ELECTIONS
                : number < 60
                    ? ENTRIES
                    : number < 80
                        ? CALLS
                        : number < 100
                            ? CHUNKS
                            : number < 120
                                ? FILES
                                : number < 130 ? MEMBERS : number < 140 ? REPAIR : DISK;
      };
    }
  }

  private final Reporter next;
  private final Sampler<Subject> sampler = new Sampler<>(TimeUnit.SECONDS.toNanos(1));

  /**
   * @param next is told first
   */
  public StoryLog(Reporter next) {
    this.next = next;
  }

  @Override
  public synchronized void report(Event.Builder event) {
    next.report(event);
    Subject subject = Subject.of(event.getKindCase());
    if (!subject.log.isEnabledForLevel(subject.level)) {
      return;
    }
    int others = 0;
    if (subject == Subject.FILES) {
      others = sampler.admit(subject, FILE_LINES_A_SECOND, System.nanoTime());
    }
    if (others >= 0) {
      String more = others == 0 ? "" : " (and " + others + " like it before)";
      subject.log.atLevel(subject.level).log(line(event) + more);
    }
  }

  private static String line(Event.Builder e) {
    String known = StoryLine.of(e);
    return known.isEmpty() ? anyKind(e) : known;
  }

  /** {@code repair_queued copies: 1 wanted: 3}: dear, since it looks at descriptors. */
  private static String anyKind(Event.Builder e) {
    int number = e.getKindCase().getNumber();
    FieldDescriptor field = Event.getDescriptor().findFieldByNumber(number);
    Message kind = (Message) e.getField(field);
    String text = TextFormat.printer().emittingSingleLine(true).printToString(kind);
    return field.getName() + " " + text;
  }
}
