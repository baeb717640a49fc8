package sandstore.lab.story;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.RpcAnswered;
import sandstore.proto.RpcDetail;
import sandstore.proto.RpcSent;

/** What passed, or did not pass, between nodes. */
final class RpcSentences {
  private RpcSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(KindCase.RPC_SENT, RpcSentences::sent);
    all.put(
        KindCase.RPC_RECEIVED,
        e ->
            (e.getNode() + " received " + e.getRpcReceived().getKind() + " from ")
                + e.getRpcReceived().getFrom()
                + likeIt(e.getRpcReceived().getLikeIt()));
    all.put(KindCase.RPC_ANSWERED, RpcSentences::answered);
    all.put(
        KindCase.RPC_DROPPED,
        e ->
            lost(
                    e.getRpcDropped().getReply(),
                    e.getRpcDropped().getKind(),
                    e.getRpcDropped().getFrom(),
                    e.getRpcDropped().getTo())
                + " vanished: "
                + e.getRpcDropped().getRule()
                + likeIt(e.getRpcDropped().getLikeIt()));
    all.put(
        KindCase.RPC_FAILED,
        e ->
            (e.getNode() + "'s " + e.getRpcFailed().getKind() + " to " + e.getRpcFailed().getTo())
                + (" failed: " + e.getRpcFailed().getReason())
                + likeIt(e.getRpcFailed().getLikeIt()));
  }

  private static String sent(Event e) {
    RpcSent rpc = e.getRpcSent();
    return e.getNode()
        + " sent "
        + rpc.getKind()
        + " to "
        + rpc.getTo()
        + asked(rpc.getDetail())
        + (rpc.getDelayMillis() > 0 ? ", delayed by " + rpc.getDelayMillis() + " ms" : "")
        + likeIt(rpc.getLikeIt());
  }

  private static String answered(Event e) {
    RpcAnswered rpc = e.getRpcAnswered();
    String how =
        switch (rpc.getKind()) {
          case "RequestVote", "PreVote" -> rpc.getDetail().getGranted() ? " with yes" : " with no";
          case "AppendEntries", "Replicate" ->
              rpc.getDetail().getSuccess() ? "" : " with a refusal";
          default -> "";
        };
    return rpc.getTo()
        + " answered "
        + e.getNode()
        + "'s "
        + rpc.getKind()
        + how
        + took(rpc.getTookMicros())
        + likeIt(rpc.getLikeIt());
  }

  /** Nothing when it was not measured. */
  private static String took(long micros) {
    return micros <= 0 ? "" : String.format(Locale.ROOT, " after %.1f ms", micros / 1e3);
  }

  private static String asked(RpcDetail detail) {
    String term = detail.getTerm() > 0 ? ", term " + detail.getTerm() : "";
    String entries = detail.getEntries() > 0 ? ", " + entries(detail.getEntries()) : "";
    return term + entries;
  }

  private static String entries(long n) {
    return n == 1 ? "1 entry" : n + " entries";
  }

  private static String likeIt(long n) {
    return n > 0 ? " (and " + n + " like it)" : "";
  }

  private static String lost(boolean reply, String kind, String from, String to) {
    return (reply ? "the reply to " : "") + kind + " " + from + " -> " + to;
  }
}
