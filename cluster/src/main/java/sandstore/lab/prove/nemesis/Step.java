package sandstore.lab.prove.nemesis;

import java.util.List;

/**
 * One fault of a schedule. Lines are of the lab's command language, with words in braces for what
 * is known only when it begins: {@code {leader}}, {@code {others}} (all nodes but that one), {@code
 * {next}} (the name that a new member would get), {@code {file}} and {@code {holder}} (a file of a
 * workload, and a node that has a chunk of it).
 *
 * @param at seconds after the schedule's begin
 * @param lasts seconds until it is ended
 * @param nemesis by name
 * @param what in a few words, e.g. {@code isolate the leader}
 * @param begin lines that begin it
 * @param end lines that end it; those that are refused, since there is nothing to end, do no harm
 */
public record Step(
    double at, double lasts, String nemesis, String what, List<String> begin, List<String> end) {
  public Step {
    begin = List.copyOf(begin);
    end = List.copyOf(end);
  }

  double until() {
    return at + lasts;
  }

  /** The word at this place in the first line, e.g. the node that is killed. */
  String word(int place) {
    return word(0, place);
  }

  String word(int line, int place) {
    return begin.get(line).split(" ")[place];
  }
}
