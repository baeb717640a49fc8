package sandstore.lab.story;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import sandstore.lab.Style;
import sandstore.proto.ChunkId;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;

/** An event as one English sentence, without a full stop. */
public final class Sentence {
  private static final Map<KindCase, Function<Event, String>> BY_KIND = byKind();

  private Sentence() {}

  /** What happened. Every kind has its sentence. */
  public static String of(Event event) {
    Function<Event, String> tell = BY_KIND.get(event.getKindCase());
    return Style.harmless(
        tell == null ? event.getNode() + " told of something new" : tell.apply(event));
  }

  static boolean knows(KindCase kind) {
    return BY_KIND.containsKey(kind);
  }

  static String chunk(ChunkId id) {
    String attempt = id.getAttempt() == 0 ? "" : ", attempt " + id.getAttempt();
    return "chunk " + id.getIndex() + " of upload " + id.getUpload() + attempt;
  }

  /** {@code 17..18}, or {@code 17}. */
  static String range(long first, long last) {
    return first == last ? String.valueOf(first) : first + ".." + last;
  }

  /** {@code 1 file}, {@code 3 files}. */
  public static String count(long n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  private static Map<KindCase, Function<Event, String>> byKind() {
    Map<KindCase, Function<Event, String>> all = new EnumMap<>(KindCase.class);
    LabSentences.addTo(all);
    RaftSentences.addTo(all);
    RpcSentences.addTo(all);
    GateSentences.addTo(all);
    StoreSentences.addTo(all);
    MemberSentences.addTo(all);
    return all;
  }
}
