package sandstore.lab.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sandstore.proto.Event;
import sandstore.proto.HoldRule;
import sandstore.proto.LinkRule;

/** What was wrong, and from when to when. */
final class Faults {
  private record Begun(String words, long from) {}

  private final List<FaultBand> over = new ArrayList<>();
  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private final Map<String, LinkRule> links = new TreeMap<>();

  void take(Event e, long moment) {
    switch (e.getKindCase()) {
      case NODE_EXITED ->
          begin(
              e.getNodeExited().getNode() + " is down",
              e.getNodeExited().getNode() + " is down",
              moment);
      case NODE_SPAWNED -> end(e.getNodeSpawned().getNode() + " is down", moment);
      case NODE_PAUSED ->
          begin(
              e.getNodePaused().getNode() + " is paused",
              e.getNodePaused().getNode() + " is paused",
              moment);
      case NODE_RESUMED -> end(e.getNodeResumed().getNode() + " is paused", moment);
      case FAULT_SET -> {
        if (e.getFaultSet().hasRule()) {
          LinkRule rule = e.getFaultSet().getRule();
          links.put(link(rule), rule);
          long from = begun.containsKey("links") ? begun.get("links").from : moment;
          begun.put("links", new Begun(words(links.values()), from));
        } else if (e.getFaultSet().hasHoldRule()) {
          String held = held(e.getFaultSet().getHoldRule());
          begin(held, held, moment);
        } else {
          begin(node(e), node(e), moment);
        }
      }
      case FAULT_CLEARED -> {
        if (e.getFaultCleared().hasRule()) {
          links.remove(link(e.getFaultCleared().getRule()));
          if (links.isEmpty()) {
            end("links", moment);
          }
        } else if (e.getFaultCleared().hasHoldRule()) {
          end(held(e.getFaultCleared().getHoldRule()), moment);
        } else {
          end(e.getFaultCleared().getNodeRule().getNode() + " is ailing", moment);
        }
      }
      default -> {}
    }
  }

  private static String node(Event e) {
    return e.getFaultSet().getNodeRule().getNode() + " is ailing";
  }

  private static String held(HoldRule rule) {
    String way = rule.getFrom().isEmpty() ? "" : " " + rule.getFrom() + " -> " + rule.getTo();
    return (rule.getReply() ? "answers to " : "") + rule.getKind() + way + " held";
  }

  private static String link(LinkRule rule) {
    return rule.getFrom() + ">" + rule.getTo();
  }

  private void begin(String key, String words, long moment) {
    begun.putIfAbsent(key, new Begun(words, moment));
  }

  private void end(String key, long moment) {
    Begun ended = begun.remove(key);
    if (ended != null) {
      over.add(new FaultBand(ended.words, ended.from, moment));
    }
  }

  /** {@code node1 | node2,node3} if the cut links part them, else the links. */
  static String words(Collection<LinkRule> rules) {
    Set<String> cut = new TreeSet<>();
    Set<String> ends = new TreeSet<>();
    for (LinkRule rule : rules) {
      ends.add(rule.getFrom());
      ends.add(rule.getTo());
      if (rule.getCut()) {
        cut.add(link(rule));
      }
    }
    List<Set<String>> sides = new ArrayList<>();
    for (String end : ends) {
      Set<String> joined = new TreeSet<>(Set.of(end));
      for (Set<String> side : List.copyOf(sides)) {
        boolean reaches =
            side.stream()
                .anyMatch(s -> !cut.contains(s + ">" + end) || !cut.contains(end + ">" + s));
        if (reaches) {
          joined.addAll(side);
          sides.remove(side);
        }
      }
      sides.add(joined);
    }
    if (sides.size() > 1) {
      return String.join(" | ", sides.stream().map(s -> String.join(",", s)).sorted().toList());
    }
    Set<String> some = new LinkedHashSet<>();
    rules.forEach(r -> some.add(r.getFrom() + " -> " + r.getTo()));
    return "faulty: " + String.join(", ", some.stream().limit(3).toList());
  }

  List<FaultBand> bands() {
    List<FaultBand> bands = new ArrayList<>(over);
    begun.values().forEach(b -> bands.add(new FaultBand(b.words, b.from, Operation.NEVER)));
    return bands;
  }
}
