package sandstore.lab.prove.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a nemesis draws a fault from.
 *
 * @param at seconds, when the fault is to begin
 * @param left seconds until all has to be over
 * @param election the election timeout, in seconds
 */
public record Draw(
    Random chance, String topology, int nodes, double at, double left, double election) {
  /** Nodes of which a majority does without. */
  int minority() {
    return Math.max(1, (Math.min(nodes, 5) - 1) / 2);
  }

  /** All nodes, in any order. */
  List<String> shuffled() {
    List<String> names =
        new ArrayList<>(IntStream.rangeClosed(1, nodes).mapToObj(i -> "node" + i).toList());
    Collections.shuffle(names, chance);
    return names;
  }

  /** Whoever leads, every other time, else a node by name. */
  String victim() {
    return chance.nextBoolean() ? "{leader}" : follower();
  }

  /** A node by name; it may lead. */
  String follower() {
    return "node" + (1 + chance.nextInt(nodes));
  }

  /** Some seconds between these, as far as there are so many left. */
  double seconds(double least, double most) {
    return Math.max(0.2, Math.min(left, least + (most - least) * chance.nextDouble()));
  }

  /** A fault of this nemesis. */
  Step step(Nemesis of, double lasts, String what, List<String> begin, List<String> end) {
    return new Step(rounded(at), rounded(lasts), of.name(), what, begin, end);
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
