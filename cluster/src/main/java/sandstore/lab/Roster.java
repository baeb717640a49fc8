package sandstore.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import sandstore.wire.NodeId;

/**
 * The nodes of a cluster as its home has them: what the lab needs to start each again. Who belongs
 * to the cluster is decided in the cluster's own state; this follows it, and where the lab died in
 * the middle of a change, the same command goes on with it.
 *
 * @param seats by node, in order
 */
record Roster(SortedMap<NodeId, Seat> seats) {
  private static final String KEY = "member.";

  /**
   * One node's place.
   *
   * @param zone failure domain
   * @param generation which life of the node this is, from 1
   * @param voter whether it had a vote when that was last changed
   * @param founder whether it was there at the beginning, in this life
   * @param wiped whether its data was removed: it has to come back as a new generation
   */
  record Seat(String zone, long generation, boolean voter, boolean founder, boolean wiped) {
    Seat votes(boolean now) {
      return new Seat(zone, generation, now, founder, wiped);
    }

    Seat emptied() {
      return new Seat(zone, generation, voter, founder, true);
    }

    /** {@code zone1 1 voter founder}. */
    private String text() {
      return zone
          + " "
          + generation
          + (voter ? " voter" : "")
          + (founder ? " founder" : "")
          + (wiped ? " wiped" : "");
    }

    private static Seat of(String text) {
      List<String> words = List.of(text.split(" "));
      return new Seat(
          words.get(0),
          Long.parseLong(words.get(1)),
          words.contains("voter"),
          words.contains("founder"),
          words.contains("wiped"));
    }
  }

  /** At the beginning: the first five vote, the rest learn. */
  static Roster of(Shape shape) {
    TreeMap<NodeId, Seat> seats = new TreeMap<>();
    List<NodeId> voters = shape.voters();
    for (NodeId node : shape.nodeIds()) {
      seats.put(node, new Seat(shape.zoneOf(node), 1, voters.contains(node), true, false));
    }
    return new Roster(seats);
  }

  /**
   * What {@link #write} wrote; of a file without members, those of the shape.
   *
   * @throws IllegalArgumentException for what is no seat
   */
  static Roster read(Properties p, Shape shape) {
    TreeMap<NodeId, Seat> seats = new TreeMap<>();
    for (String key : p.stringPropertyNames()) {
      if (key.startsWith(KEY)) {
        NodeId node = new NodeId(key.substring(KEY.length()));
        try {
          seats.put(node, Seat.of(p.getProperty(key)));
        } catch (IndexOutOfBoundsException e) {
          throw new IllegalArgumentException("no seat of " + node, e);
        }
      }
    }
    return seats.isEmpty() ? of(shape) : new Roster(seats);
  }

  void write(Properties p) {
    seats.forEach((node, seat) -> p.setProperty(KEY + node, seat.text()));
  }

  List<NodeId> nodes() {
    return List.copyOf(seats.keySet());
  }

  /** Those that vote, and have not lost what they knew. */
  List<NodeId> voters() {
    return seats.entrySet().stream()
        .filter(e -> e.getValue().voter())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<NodeId> wiped() {
    return seats.entrySet().stream()
        .filter(e -> e.getValue().wiped())
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean has(NodeId node) {
    return seats.containsKey(node);
  }

  Seat seat(NodeId node) {
    Seat seat = seats.get(node);
    if (seat == null) {
      throw new Refusal("there is no " + node, "member lists all nodes");
    }
    return seat;
  }

  String zoneOf(NodeId node) {
    return seat(node).zone();
  }

  List<String> zones() {
    return seats.values().stream().map(Seat::zone).distinct().sorted().toList();
  }

  /**
   * Where a new node does most good: in a zone of its own if all have one, else in the smallest.
   */
  String zoneForNew(NodeId node) {
    if (zones().size() == seats.size()) {
      String own = "zone" + node.number();
      if (!zones().contains(own)) {
        return own;
      }
    }
    return zones().stream().min(Comparator.comparingLong(this::population)).orElse("zone1");
  }

  private long population(String zone) {
    return seats.values().stream().filter(s -> s.zone().equals(zone)).count();
  }

  Roster with(NodeId node, Seat seat) {
    TreeMap<NodeId, Seat> next = new TreeMap<>(seats);
    next.put(node, seat);
    return new Roster(next);
  }

  Roster changed(NodeId node, UnaryOperator<Seat> change) {
    return with(node, change.apply(seat(node)));
  }

  Roster without(NodeId node) {
    TreeMap<NodeId, Seat> next = new TreeMap<>(seats);
    next.remove(node);
    return new Roster(next);
  }
}
