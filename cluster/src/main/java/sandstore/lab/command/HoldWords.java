package sandstore.lab.command;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sandstore.lab.Context;
import sandstore.lab.Nearest;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.proto.HoldRule;
import sandstore.proto.HoldTerm;
import sandstore.wire.HoldRules;
import sandstore.wire.Link;
import sandstore.wire.MessageFields;
import sandstore.wire.RpcKinds;

/** {@code [reply] KIND[,KIND] [A -> B] [where index >= 7]} as rules: one a kind and a link. */
record HoldWords(boolean reply, List<String> kinds, List<String> link, List<HoldTerm> where) {
  static final String USAGE = "like this: hold AppendEntries node1 -> node2 where index >= 7";

  /** All of Raft's kinds that decide something. */
  static final String RAFT = "raft";

  private static final Pattern TERM = Pattern.compile("([a-z]+)\\s*([<>=!]+)\\s*([0-9]{1,15})");

  /**
   * @throws Refusal for a kind that there is not, or a condition that makes no sense
   */
  static HoldWords parse(List<String> words) {
    List<String> left = new ArrayList<>(words);
    boolean reply = !left.isEmpty() && left.get(0).equals("reply");
    if (reply) {
      left.remove(0);
    }
    if (left.isEmpty()) {
      throw new Refusal("messages of which kind?", USAGE);
    }
    String named = left.remove(0);
    List<String> kinds = kinds(named);
    int where = left.indexOf("where");
    List<String> link = where < 0 ? left : left.subList(0, where);
    List<HoldTerm> terms =
        where < 0 ? List.of() : terms(String.join(" ", left.subList(where + 1, left.size())));
    for (HoldTerm term : terms) {
      kinds = having(term.getField(), kinds, reply, named.equals(RAFT));
    }
    if (!link.isEmpty() && !link.contains("->") && !link.contains("<->")) {
      throw new Refusal("\"" + Style.harmless(String.join(" ", link)) + "\" is no link", USAGE);
    }
    return new HoldWords(reply, kinds, List.copyOf(link), terms);
  }

  private static List<String> kinds(String typed) {
    Set<String> kinds = new LinkedHashSet<>();
    for (String word : typed.split(",")) {
      if (word.equals(RAFT)) {
        kinds.addAll(RpcKinds.RAFT);
      } else {
        kinds.add(RpcKinds.named(word).orElseThrow(() -> noSuchKind(word)));
      }
    }
    if (kinds.isEmpty()) {
      throw new Refusal("messages of which kind?", USAGE);
    }
    return List.copyOf(kinds);
  }

  /**
   * Those kinds whose messages have such a number.
   *
   * @param some whether it is enough that some have it
   * @throws Refusal if one has not that must
   */
  private static List<String> having(
      String field, List<String> kinds, boolean reply, boolean some) {
    List<String> having = new ArrayList<>();
    for (String kind : kinds) {
      List<String> fields = MessageFields.of(kind, reply);
      if (fields.contains(field)) {
        having.add(kind);
      } else if (!some || fields.isEmpty()) {
        throw new Refusal(
            (reply ? "a reply to " : "") + kind + " has no " + field,
            fields.isEmpty()
                ? "leave out what follows where: it is about messages of a log"
                : "it has " + String.join(", ", fields));
      }
    }
    if (having.isEmpty()) {
      throw new Refusal("no such message has " + field, USAGE);
    }
    return List.copyOf(having);
  }

  private static Refusal noSuchKind(String typed) {
    List<String> near = Nearest.to(typed, RpcKinds.all());
    return new Refusal(
        "there are no messages of kind " + Style.harmless(typed),
        near.isEmpty()
            ? "kinds are raft, or one of " + String.join(", ", RpcKinds.all())
            : "did you mean " + String.join(", ", near) + "?");
  }

  private static List<HoldTerm> terms(String typed) {
    List<HoldTerm> terms = new ArrayList<>();
    for (String part : typed.split("\\s+and\\s+|\\s*&&\\s*", -1)) {
      Matcher m = TERM.matcher(part.strip());
      if (!m.matches()) {
        throw new Refusal("\"" + Style.harmless(typed) + "\" is no condition on a message", USAGE);
      }
      String comparison = m.group(2).equals("=") ? "==" : m.group(2);
      if (!MessageFields.ALL.contains(m.group(1))) {
        throw new Refusal(
            "messages have no " + m.group(1), "they have " + String.join(", ", MessageFields.ALL));
      }
      if (!HoldRules.COMPARISONS.contains(comparison)) {
        throw new Refusal(
            "\"" + m.group(2) + "\" compares nothing",
            "use one of " + String.join(" ", HoldRules.COMPARISONS));
      }
      terms.add(
          HoldTerm.newBuilder()
              .setField(m.group(1))
              .setComparison(comparison)
              .setValue(Long.parseLong(m.group(3)))
              .build());
    }
    return terms;
  }

  List<HoldRule> rules(Context context) {
    List<HoldRule> rules = new ArrayList<>();
    for (String kind : kinds) {
      HoldRule.Builder rule =
          HoldRule.newBuilder().setKind(kind).setReply(reply).addAllWhere(where);
      if (link.isEmpty()) {
        rules.add(rule.build());
        continue;
      }
      Links parsed = Links.parse(context, link);
      Quantities.nothingMore(parsed.rest(), USAGE);
      for (Link one : parsed.links()) {
        rules.add(rule.setFrom(one.from().name()).setTo(one.to().name()).build());
      }
    }
    return rules;
  }
}
