package sandstore.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What may still be lost, all at once, without losing more than that. Pure arithmetic over those
 * that are alive: two copies in one zone survive a node, in two zones a zone.
 *
 * @param nodes any so many; negative: too few are left already
 * @param zones any so many, with all the nodes in them; negative likewise
 */
public record Promise(int nodes, int zones) implements Comparable<Promise> {
  /** Of what has no bytes. */
  public static final Promise NOTHING_TO_LOSE = new Promise(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Worst first. */
  private static final Comparator<Promise> ORDER =
      Comparator.comparingInt(Promise::zones).thenComparingInt(Promise::nodes);

  private static final List<String> NUMBERS = List.of("no", "one", "two", "three", "four");

  /**
   * @param alive the zone of each live copy (of each live voter)
   * @param needed how many must be left: 1 of copies, a majority of voters
   */
  public static Promise of(Collection<String> alive, int needed) {
    if (alive.size() < needed) {
      return new Promise(-1, -1);
    }
    List<Long> largestFirst =
        alive.stream()
            .collect(Collectors.groupingBy(zone -> zone, Collectors.counting()))
            .values()
            .stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    long left = alive.size();
    int zones = 0;
    while (zones < largestFirst.size() && left - largestFirst.get(zones) >= needed) {
      left -= largestFirst.get(zones);
      zones++;
    }
    return new Promise(alive.size() - needed, zones);
  }

  /** Of a chunk. */
  public static Promise ofCopies(Collection<NodeId> alive, Map<NodeId, String> zones) {
    return of(alive.stream().map(n -> zones.getOrDefault(n, n.name())).toList(), 1);
  }

  /** Of two things together, as of the chunks of a file: what both survive. */
  public Promise and(Promise other) {
    return new Promise(Math.min(nodes, other.nodes), Math.min(zones, other.zones));
  }

  /** Whether all of it is there now. */
  public boolean kept() {
    return nodes >= 0;
  }

  /**
   * In words, of a file.
   *
   * @param zonesCount whether there are zones of several nodes, so that to speak of them says more
   */
  public String words(boolean zonesCount) {
    if (equals(NOTHING_TO_LOSE)) {
      return "empty: nothing to lose";
    }
    if (nodes < 0) {
      return "lost for now: a chunk has no live copy";
    }
    return nodes == 0 ? "one copy: survives nothing" : survives(zonesCount);
  }

  /** {@code survives any one zone}. */
  public String survives(boolean zonesCount) {
    int most = zonesCount && zones > 0 ? zones : nodes;
    String what = zonesCount && zones > 0 ? "zone" : "node";
    return most <= 0 ? "survives nothing" : "survives any " + number(most) + plural(what, most);
  }

  private static String number(int n) {
    return n < NUMBERS.size() ? NUMBERS.get(n) : Integer.toString(n);
  }

  private static String plural(String what, int n) {
    return " " + what + (n == 1 ? "" : "s");
  }

  @Override
  public int compareTo(Promise other) {
    return ORDER.compare(this, other);
  }
}
