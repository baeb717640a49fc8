package sandstore.lab.view;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import sandstore.lab.view.ClusterView.Election;
import sandstore.proto.LinkRule;
import sandstore.proto.Role;
import sandstore.proto.TermRun;
import sandstore.wire.NodeId;

/** A view as text: what a test pins, and what a bug report quotes. */
final class Describe {
  private Describe() {}

  static String view(ClusterView view) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        (view.topology().isEmpty() ? "no topology" : view.topology())
            + (", leader " + view.leader().map(n -> n.id().name()).orElse("-"))
            + (", term " + view.term())
            + (", files " + count(view.files()))
            + (", chunks " + count(view.chunks()))
            + (", under-replicated " + count(view.underReplicated())));
    view.nodes().values().forEach(n -> lines.add(node(view, n)));
    if (!view.faults().isEmpty()) {
      lines.add(
          "faults: "
              + view.faults().stream().map(Describe::rule).collect(Collectors.joining(", ")));
    }
    view.nodeFaults().forEach(r -> lines.add("fault: " + NodeFault.describe(r)));
    view.gate().held().forEach(h -> lines.add("held: " + held(h)));
    view.elections().forEach(e -> lines.add(election(e)));
    return lines.toString();
  }

  static String node(ClusterView view, NodeView n) {
    StringJoiner words = new StringJoiner(" ");
    words.add(n.id().name());
    words.add(n.process().name().toLowerCase(Locale.ROOT));
    words.add(n.role() == Role.ROLE_UNKNOWN ? "-" : n.role().name().toLowerCase(Locale.ROOT));
    words.add("term " + n.term());
    n.votedFor().ifPresent(c -> words.add("voted " + c));
    n.leader().filter(l -> !l.equals(n.id())).ifPresent(l -> words.add("follows " + l));
    words.add("log " + log(n));
    words.add("committed " + n.commitIndex());
    words.add("applied " + n.appliedIndex());
    if (n.chunks() > 0) {
      words.add("chunks " + n.chunks());
    }
    if (!n.known()) {
      words.add("(not known)");
    }
    if (view.pending(n)) {
      words.add("(orders pending)");
    }
    n.quarantined().forEach(words::add);
    if (!n.exitCause().isEmpty()) {
      words.add("(" + n.exitCause() + ")");
    }
    return words.toString();
  }

  /** {@code 3..9 [3:t1 7:t2]}, or {@code empty from 10}. */
  static String log(NodeView n) {
    if (n.lastIndex() < n.firstIndex()) {
      return "empty from " + n.firstIndex();
    }
    return n.firstIndex() + ".." + n.lastIndex() + " " + runs(n.terms());
  }

  static String runs(List<TermRun> runs) {
    return runs.stream()
        .map(r -> r.getFirst() + ":t" + r.getTerm())
        .collect(Collectors.joining(" ", "[", "]"));
  }

  static String rule(LinkRule rule) {
    StringJoiner words = new StringJoiner(" ");
    words.add(rule.getFrom() + "->" + rule.getTo());
    if (rule.getCut()) {
      words.add("cut");
    }
    if (rule.getDelayMillis() > 0) {
      words.add("delay " + rule.getDelayMillis() + " ms");
    }
    if (rule.getLoss() > 0) {
      words.add("loss " + Math.round(rule.getLoss() * 100) + " %");
    }
    if (rule.getDuplicate() > 0) {
      words.add("duplicate " + Math.round(rule.getDuplicate() * 100) + " %");
    }
    return words.toString();
  }

  private static String held(Gate.Held held) {
    return held.id()
        + (held.message().getReply() ? " reply to " : " ")
        + held.message().getKind()
        + (" " + held.from() + " -> " + held.to());
  }

  private static String election(Election e) {
    String tally =
        e.tally().entrySet().stream()
            .map(
                t ->
                    t.getKey()
                        + " <- "
                        + t.getValue().stream().map(NodeId::name).collect(Collectors.joining(" ")))
            .collect(Collectors.joining("; "));
    return "election term "
        + e.term()
        + ": "
        + (tally.isEmpty() ? "no votes seen" : tally)
        + (e.leader().isPresent() ? ", won by " + e.leader().get() : ", " + e.outcome());
  }

  private static String count(OptionalLong count) {
    return count.isPresent() ? String.valueOf(count.getAsLong()) : "?";
  }
}
