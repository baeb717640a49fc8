package sandstore.wire;

import java.util.Collection;
import java.util.List;
import sandstore.proto.HoldRule;
import sandstore.proto.HoldTerm;
import sandstore.proto.RpcDetail;

/** Which messages wait for the lab's word. Immutable and pure; compiled from the lab's orders. */
public final class HoldRules {
  public static final HoldRules NONE = new HoldRules(List.of());

  /** How it may be compared; the longer ones first. */
  public static final List<String> COMPARISONS = List.of("<=", "==", "!=", ">=", "<", ">");

  private final List<HoldRule> rules;

  private HoldRules(List<HoldRule> rules) {
    this.rules = rules;
  }

  public static HoldRules of(Collection<HoldRule> rules) {
    return rules.isEmpty() ? NONE : new HoldRules(List.copyOf(rules));
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether some message on this link might have to wait: a request, or a reply. */
  boolean touch(Link link, boolean reply) {
    return rules.stream().anyMatch(r -> r.getReply() == reply && isOn(r, link));
  }

  /**
   * Whether this message has to wait.
   *
   * @param link the way that the message itself goes, which for a reply is the caller's reversed
   * @param detail what it says, as far as its kind has terms
   */
  public boolean hold(Link link, String kind, boolean reply, RpcDetail detail) {
    return rules.stream()
        .anyMatch(
            r ->
                r.getReply() == reply
                    && r.getKind().equals(kind)
                    && isOn(r, link)
                    && r.getWhereList().stream().allMatch(t -> isTrue(t, kind, reply, detail)));
  }

  private static boolean isOn(HoldRule rule, Link link) {
    return (rule.getFrom().isEmpty() || rule.getFrom().equals(link.from().name()))
        && (rule.getTo().isEmpty() || rule.getTo().equals(link.to().name()));
  }

  /** Of a number that such messages do not have nothing is true. */
  private static boolean isTrue(HoldTerm term, String kind, boolean reply, RpcDetail detail) {
    if (!MessageFields.of(kind, reply).contains(term.getField())) {
      return false;
    }
    return switch (term.getField()) {
      case "index" -> index(term, kind, reply, detail);
      case "term" -> between(term, detail.getTerm(), detail.getTerm());
      case "entries" -> between(term, detail.getEntries(), detail.getEntries());
      case "committed" -> between(term, detail.getCommitted(), detail.getCommitted());
      default -> false;
    };
  }

  /** Of one of the entries that it carries; a message that carries none has no index. */
  private static boolean index(HoldTerm term, String kind, boolean reply, RpcDetail detail) {
    if (reply || !RpcKinds.bringsEntries(kind)) {
      return between(term, detail.getLastIndex(), detail.getLastIndex());
    }
    return detail.getEntries() > 0
        && between(
            term, detail.getPreviousIndex() + 1, detail.getPreviousIndex() + detail.getEntries());
  }

  /** Whether it is true of some number from first to last. */
  private static boolean between(HoldTerm term, long first, long last) {
    long value = term.getValue();
    return switch (term.getComparison()) {
      case "<" -> first < value;
      case "<=" -> first <= value;
      case ">" -> last > value;
      case ">=" -> last >= value;
      case "==" -> first <= value && value <= last;
      case "!=" -> first != value || last != value;
      default -> false;
    };
  }
}
