package sandstore.lab.story;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sandstore.lab.view.ClusterView;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Health;
import sandstore.wire.NodeId;

/**
 * Decides what is printed above the prompt while a person types: at most one line a second. What is
 * loud goes first, one by one; notes that came together are one line, the weightiest in full and
 * the others counted.
 *
 * <p>Pure but for its own memory: the caller brings the time. For one thread.
 */
public final class NewsDesk {
  /** A line to print. */
  public record Line(String text, Noteworthiness noteworthiness) {}

  private static final long GAP_MILLIS = 1_000;
  private static final int MOST_ALARMS = 20;

  /** Kinds of notes, the weightiest first, and what several of them are called. */
  private enum Topic {
    LEADERSHIP("change of leader", "changes of leader"),
    LOST("log cut back", "logs cut back"),
    UNKNOWN("unknown outcome", "unknown outcomes"),
    DEATH("node held for dead", "nodes held for dead"),
    REPAIR("copy mended", "copies mended"),
    STREAM("gap in the stream", "gaps in the stream"),
    RETURN("node heard again", "nodes heard again"),
    CAMPAIGN("campaign", "campaigns"),
    SUSPICION("heartbeat missed", "heartbeats missed"),
    HELD("message waits", "messages wait"),
    OTHER("other event", "other events");

    private final String one;
    private final String many;

    Topic(String one, String many) {
      this.one = one;
      this.many = many;
    }

    String counted(int n) {
      return n == 1 ? "1 " + one : n + " " + many;
    }

    static Topic of(KindCase kind) {
      return switch (kind) {
        case ROLE_CHANGED, LEADER_STEPPED -> LEADERSHIP;
        case ENTRIES_TRUNCATED -> LOST;
        case OPERATION_UNKNOWN -> UNKNOWN;
        case PEER_DEAD, NODE_JUDGED -> DEATH;
        case REPAIR_DONE, REPLICA_REPAIRED -> REPAIR;
        case EVENTS_LOST -> STREAM;
        case PEER_ALIVE -> RETURN;
        case ELECTION_STARTED -> CAMPAIGN;
        case PEER_SUSPECTED -> SUSPICION;
        case RPC_HELD -> HELD;
        default -> OTHER;
      };
    }
  }

  private final Deque<String> alarms = new ArrayDeque<>();

  /** Of what, a topic: events, or the nodes that several events speak of. */
  private final Map<Topic, Set<String>> counted = new EnumMap<>(Topic.class);

  private final Map<Topic, String> latest = new EnumMap<>(Topic.class);
  private ClusterView before;
  private long nextMillis = Long.MIN_VALUE;
  private int unsaid;

  /**
   * @param view what is known already, and no news
   */
  public NewsDesk(ClusterView view) {
    before = view;
  }

  /**
   * Takes one event.
   *
   * @param after the view that it led to; views come in order, none left out
   * @param nowMillis of any clock that does not run backwards
   * @return the line to print now, if one is due
   */
  public Optional<Line> take(Event event, ClusterView after, long nowMillis) {
    return take(event, after, nowMillis, true);
  }

  /**
   * The same for an event that is no news by itself, because a command tells of it: only what must
   * not be is told.
   */
  public Optional<Line> takeQuietly(Event event, ClusterView after, long nowMillis) {
    return take(event, after, nowMillis, Noteworthiness.of(event) == Noteworthiness.LOUD);
  }

  private Optional<Line> take(Event event, ClusterView after, long nowMillis, boolean told) {
    Alarm.of(before, event, after).forEach(this::alarm);
    if (told && isNews(event, after)) {
      if (Noteworthiness.of(event) == Noteworthiness.LOUD) {
        alarm(Sentence.of(event));
      } else {
        note(event);
      }
    }
    before = after;
    return due(nowMillis);
  }

  /** The line to print now, if there is anything to say and the last one is a second old. */
  public Optional<Line> due(long nowMillis) {
    if (nowMillis < nextMillis || (alarms.isEmpty() && counted.isEmpty())) {
      return Optional.empty();
    }
    nextMillis = nowMillis + GAP_MILLIS;
    return Optional.of(
        alarms.isEmpty()
            ? new Line(notes(), Noteworthiness.NOTE)
            : new Line(alarms(), Noteworthiness.LOUD));
  }

  /** Not routine, and not a duplicate, which changes nothing in the view. */
  private boolean isNews(Event event, ClusterView after) {
    return switch (Noteworthiness.of(event)) {
      case ROUTINE -> false;
      case NOTE, LOUD ->
          !foundDeadBefore(event)
              && (!before.nodes().equals(after.nodes())
                  || !before.operations().equals(after.operations())
                  || !before.invariants().equals(after.invariants()));
    };
  }

  /** Whether some other node has held the same one for dead already. */
  private boolean foundDeadBefore(Event event) {
    return event.hasPeerDead()
        && before.running().stream()
            .anyMatch(
                n -> n.health().get(new NodeId(event.getPeerDead().getPeer())) == Health.DEAD);
  }

  private void alarm(String text) {
    if (alarms.size() < MOST_ALARMS) {
      alarms.add(text);
    } else {
      unsaid++;
    }
  }

  private void note(Event event) {
    Topic topic = Topic.of(event.getKindCase());
    counted.computeIfAbsent(topic, t -> new HashSet<>()).add(subject(event));
    latest.put(topic, Sentence.of(event));
  }

  /** That five nodes hold one for dead is one death. */
  private static String subject(Event event) {
    return switch (event.getKindCase()) {
      case PEER_DEAD -> event.getPeerDead().getPeer();
      case PEER_ALIVE -> event.getPeerAlive().getPeer();
      default -> event.getNode() + " " + event.getIncarnation() + " " + event.getSequence();
    };
  }

  private String alarms() {
    String text = alarms.remove();
    if (!alarms.isEmpty() || unsaid == 0) {
      return text;
    }
    int more = unsaid;
    unsaid = 0;
    return text + " (and " + more + " more alarms: see events)";
  }

  private String notes() {
    List<String> others = new ArrayList<>();
    String headline = "";
    for (Topic topic : counted.keySet()) {
      int count = counted.getOrDefault(topic, Set.of()).size();
      if (headline.isEmpty()) {
        headline = latest.getOrDefault(topic, "");
        count--;
      }
      if (count > 0) {
        others.add(topic.counted(count));
      }
    }
    counted.clear();
    latest.clear();
    return others.isEmpty() ? headline : headline + " (also " + String.join(", ", others) + ")";
  }
}
