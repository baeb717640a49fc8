package sandstore.lab.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sandstore.lab.Context;
import sandstore.lab.Refusal;
import sandstore.lab.Style;
import sandstore.lab.story.GateSentences;
import sandstore.lab.view.ClusterView;
import sandstore.lab.view.Gate.Held;
import sandstore.wire.Link;
import sandstore.wire.RpcKinds;

/**
 * The messages that wait, as people name them: by id, {@code first}, {@code all}, a kind, or the
 * way that they go.
 */
final class Waiting {
  static final String LABEL = "HELD";
  private static final String USAGE = "like this: deliver AppendEntries node1 -> node2";

  private Waiting() {}

  /**
   * Each once, in the order in which they were named; those of a link the oldest first.
   *
   * @throws Refusal when nothing waits, or nothing under that name
   */
  static List<Held> named(Context context, List<String> words) {
    ClusterView view = context.view();
    List<Held> all = view.gate().held();
    if (all.isEmpty()) {
      throw new Refusal(
          "no message waits",
          view.gate().rules().isEmpty()
              ? "hold makes some wait: hold AppendEntries node1 -> node2"
              : "none that is to be held was sent yet: held shows which");
    }
    if (words.contains("->") || words.contains("<->")) {
      return onLinks(context, all, words);
    }
    Set<Held> found = new LinkedHashSet<>();
    for (String word : words.stream().flatMap(w -> Stream.of(w.split(","))).toList()) {
      found.addAll(one(view, all, word));
    }
    return List.copyOf(found);
  }

  /** {@code [KIND] A -> B}: of a reply, the way that it goes, from the callee to the caller. */
  private static List<Held> onLinks(Context context, List<Held> all, List<String> words) {
    boolean kind = RpcKinds.named(words.get(0)).isPresent();
    Links links = Links.parse(context, kind ? words.subList(1, words.size()) : words);
    Quantities.nothingMore(links.rest(), USAGE);
    List<Held> those =
        all.stream()
            .filter(h -> links.links().contains(new Link(h.from(), h.to())))
            .filter(h -> !kind || h.message().getKind().equalsIgnoreCase(words.get(0)))
            .toList();
    if (those.isEmpty()) {
      throw new Refusal(
          "nothing waits on its way " + Style.harmless(String.join(" ", words)),
          "held shows what does, and where to");
    }
    return those;
  }

  private static List<Held> one(ClusterView view, List<Held> all, String word) {
    if (word.equals("first")) {
      return all.subList(0, 1);
    }
    if (word.equals("all")) {
      return all;
    }
    String kind = RpcKinds.named(word).orElse("");
    List<Held> those =
        kind.isEmpty()
            ? view.gate().held(word).stream().toList()
            : all.stream().filter(h -> h.message().getKind().equals(kind)).toList();
    if (those.isEmpty()) {
      throw new Refusal(
          "nothing waits as " + Style.harmless(word),
          "there are "
              + String.join(", ", all.stream().map(Held::id).toList())
              + "; also first and all");
    }
    return those;
  }

  static String line(Held held) {
    return Style.NODE.of(held.id()) + "  " + GateSentences.message(held.message());
  }

  static Map<String, Object> fields(Held held) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", held.id());
    fields.put("kind", held.message().getKind());
    fields.put("from", held.from().name());
    fields.put("to", held.to().name());
    fields.put("reply", held.message().getReply());
    fields.put("term", held.message().getDetail().getTerm());
    fields.put("index", held.message().getDetail().getLastIndex());
    fields.put("event", held.order());
    return fields;
  }

  /** Says what was done to them, and what still waits. */
  static void tell(Context context, String verb, String done, List<Held> those) {
    List<String> text = new ArrayList<>();
    those.forEach(h -> text.add(done + " " + line(h)));
    if (those.isEmpty()) {
      text.add("it does not wait any more");
    }
    int left = context.view().gate().held().size();
    if (left > 0) {
      text.add(Style.DIM.of(Quantities.counted(left, "message waits", "messages wait")));
    }
    context.result(
        verb,
        Map.of("messages", those.stream().map(Waiting::fields).toList(), "waiting", left),
        text);
  }
}
