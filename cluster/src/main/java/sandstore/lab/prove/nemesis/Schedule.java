package sandstore.lab.prove.nemesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import sandstore.lab.Refusal;
import sandstore.lab.Style;

/**
 * What is broken, and when.
 *
 * @param seed that it was made of
 * @param topology that it was made for
 * @param nodes likewise
 * @param seconds that it lasts
 * @param nemeses that take part, by name
 * @param steps by the time at which they begin
 */
public record Schedule(
    long seed, String topology, int nodes, double seconds, List<String> nemeses, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_LINES = 100;
  private static final double MOST_SECONDS = 86_400;

  public Schedule {
    nemeses = List.copyOf(nemeses);
    steps = List.copyOf(steps);
  }

  /** As text, which {@link #parse} reads. */
  public String json() {
    ObjectNode all = JSON.createObjectNode();
    all.put("version", 1).put("seed", seed).put("topology", topology).put("nodes", nodes);
    all.put("seconds", seconds);
    nemeses.forEach(all.putArray("nemeses")::add);
    ArrayNode array = all.putArray("steps");
    for (Step step : steps) {
      ObjectNode one = array.addObject();
      one.put("at", step.at()).put("lasts", step.lasts()).put("nemesis", step.nemesis());
      one.put("what", step.what());
      step.begin().forEach(one.putArray("begin")::add);
      step.end().forEach(one.putArray("end")::add);
    }
    return all.toPrettyString() + "\n";
  }

  /**
   * @throws Refusal if it is not what {@link #json} writes, with what is wrong
   */
  public static Schedule parse(String text) {
    JsonNode all;
    try {
      all = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw bad("it is no JSON: " + e.getOriginalMessage());
    }
    if (all == null || !all.isObject() || all.path("version").asInt() != 1) {
      throw bad("it is no schedule of version 1");
    }
    if (all.path("steps").size() > MOST_STEPS) {
      throw bad("more than " + MOST_STEPS + " steps");
    }
    List<Step> steps = new ArrayList<>();
    for (JsonNode one : all.path("steps")) {
      steps.add(
          new Step(
              seconds(one, "at"),
              seconds(one, "lasts"),
              Nemeses.named(one.path("nemesis").asText()).name(),
              one.path("what").asText(),
              lines(one, "begin"),
              lines(one, "end")));
    }
    return new Schedule(
        all.path("seed").asLong(),
        all.path("topology").asText(),
        all.path("nodes").asInt(),
        seconds(all, "seconds"),
        words(all, "nemeses"),
        steps);
  }

  private static double seconds(JsonNode of, String name) {
    double seconds = of.path(name).asDouble(-1);
    if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
      throw bad("\"" + name + "\" is a number of seconds, at most a day");
    }
    return seconds;
  }

  private static List<String> words(JsonNode of, String name) {
    JsonNode array = of.path(name);
    if (!array.isArray() || array.size() > MOST_LINES) {
      throw bad("\"" + name + "\" is a list of at most " + MOST_LINES + " lines");
    }
    List<String> words = new ArrayList<>();
    array.forEach(line -> words.add(line.asText()));
    return words;
  }

  /** Of the command language, but nothing that could take the cluster, or the lab, away. */
  private static List<String> lines(JsonNode of, String name) {
    List<String> lines = words(of, name);
    for (String line : lines) {
      String verb = line.strip().split("\\s", 2)[0];
      if (!Player.VERBS.contains(verb) || line.matches(".*[;&#\\n].*")) {
        throw bad(
            "\""
                + line
                + "\" is no line of a schedule; those begin with one of "
                + String.join(", ", Player.VERBS));
      }
    }
    return lines;
  }

  private static Refusal bad(String problem) {
    return new Refusal(
        "this is no schedule: " + Style.harmless(problem),
        "nemesis start .. --save FILE writes one");
  }
}
