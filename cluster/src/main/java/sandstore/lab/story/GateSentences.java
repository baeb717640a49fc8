package sandstore.lab.story;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import sandstore.lab.view.Gate;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.HoldRule;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcHeld;
import sandstore.proto.RpcReleased;

/** What waits for the lab's word, and why. */
public final class GateSentences {
  private GateSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(KindCase.RPC_HELD, GateSentences::held);
    all.put(KindCase.RPC_RELEASED, GateSentences::released);
  }

  private static String held(Event e) {
    RpcHeld message = e.getRpcHeld();
    String copy =
        message.getCopyOf() == 0 ? "" : ", a copy of " + e.getNode() + "." + message.getCopyOf();
    return Gate.Held.id(e.getNode(), message) + copy + " waits: " + message(message);
  }

  private static String released(Event e) {
    RpcReleased released = e.getRpcReleased();
    String became =
        switch (released.getFate()) {
          case DELIVERED -> " goes on its way, ";
          case DROPPED -> " was dropped, ";
          default -> " waits no more, ";
        };
    return Gate.Held.id(e.getNode(), released.getMessage())
        + became
        + released.getReason()
        + ": "
        + message(released.getMessage());
  }

  /**
   * {@code AppendEntries node1 -> node2, term 2, entry 7}, or {@code the reply to RequestVote node2
   * -> node1, term 2, yes}: a reply goes from the callee to the caller.
   */
  public static String message(RpcHeld message) {
    String way =
        message.getReply()
            ? message.getTo() + " -> " + message.getFrom()
            : message.getFrom() + " -> " + message.getTo();
    return (message.getReply() ? "the reply to " : "")
        + message.getKind()
        + " "
        + way
        + says(message);
  }

  private static String says(RpcHeld message) {
    RpcDetail detail = message.getDetail();
    if (detail.getTerm() == 0) {
      return "";
    }
    String term = ", term " + detail.getTerm();
    return switch (message.getKind()) {
      case "AppendEntries", "Replicate" ->
          term
              + (message.getReply()
                  ? detail.getSuccess() ? ", accepted" : ", refused"
                  : ", " + entries(detail));
      case "RequestVote", "PreVote" ->
          term + (message.getReply() ? detail.getGranted() ? ", yes" : ", no" : "");
      default -> term;
    };
  }

  private static String entries(RpcDetail detail) {
    long first = detail.getPreviousIndex() + 1;
    long last = detail.getPreviousIndex() + detail.getEntries();
    return switch (detail.getEntries()) {
      case 0 -> "no entry: does it have " + detail.getPreviousIndex() + "?";
      case 1 -> "entry " + first;
      default -> "entries " + Sentence.range(first, last);
    };
  }

  /** Rules that differ in the kind only, together. */
  public static List<String> rules(Collection<HoldRule> rules) {
    Map<HoldRule, List<String>> kinds = new LinkedHashMap<>();
    rules.forEach(
        r ->
            kinds
                .computeIfAbsent(r.toBuilder().clearKind().build(), k -> new ArrayList<>())
                .add(r.getKind()));
    List<String> told = new ArrayList<>();
    kinds.forEach(
        (bare, all) -> told.add(rule(bare.toBuilder().setKind(String.join(", ", all)).build())));
    return told;
  }

  /** {@code AppendEntries node1 -> node2 where index >= 7}. */
  public static String rule(HoldRule rule) {
    String from = rule.getFrom().isEmpty() ? "anybody" : rule.getFrom();
    String to = rule.getTo().isEmpty() ? "anybody" : rule.getTo();
    boolean everywhere = rule.getFrom().isEmpty() && rule.getTo().isEmpty();
    String where =
        rule.getWhereList().stream()
            .map(t -> t.getField() + " " + t.getComparison() + " " + t.getValue())
            .collect(Collectors.joining(" and "));
    return (rule.getReply() ? "the reply to " : "")
        + rule.getKind()
        + (everywhere ? " on every link" : " " + from + " -> " + to)
        + (where.isEmpty() ? "" : " where " + where);
  }
}
