package sandstore.lab.story;

import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import sandstore.lab.view.NodeFault;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.Failure;
import sandstore.proto.LinkRule;

/** Processes, faults, the lab's own operations, and the stream itself. */
final class LabSentences {
  private LabSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(
        KindCase.NODE_SPAWNED,
        e -> e.getNodeSpawned().getNode() + " was started, process " + e.getNodeSpawned().getPid());
    all.put(
        KindCase.NODE_EXITED,
        e -> e.getNodeExited().getNode() + " ended: " + e.getNodeExited().getCause());
    all.put(KindCase.NODE_PAUSED, e -> e.getNodePaused().getNode() + " was paused");
    all.put(KindCase.NODE_RESUMED, e -> e.getNodeResumed().getNode() + " goes on");
    all.put(KindCase.FAULT_SET, LabSentences::faultSet);
    all.put(KindCase.FAULT_CLEARED, LabSentences::faultCleared);
    all.put(
        KindCase.POWER_LOST,
        e ->
            (e.getPowerLost().getNode() + " lost power: ")
                + (Sentence.count(e.getPowerLost().getFiles(), "file") + " and ")
                + (Sentence.count(e.getPowerLost().getNames(), "name")
                    + " are not what they were"));
    all.put(
        KindCase.BYTES_FLIPPED,
        e ->
            (Sentence.count(e.getBytesFlipped().getBytes(), "byte")
                    + (e.getBytesFlipped().getGone() ? " are gone of " : " were flipped in "))
                + (e.getBytesFlipped().getNode() + "/" + e.getBytesFlipped().getFile())
                + (" from " + e.getBytesFlipped().getOffset() + " on"));
    all.put(KindCase.ORDERS_OBEYED, LabSentences::orders);
    all.put(
        KindCase.DISK_FAILED,
        e ->
            ("the disk of " + e.getNode() + " failed at " + e.getDiskFailed().getFile())
                + (": " + e.getDiskFailed().getProblem()));
    all.put(
        KindCase.QUARANTINED,
        e ->
            (e.getNode() + " refuses to serve, its " + e.getQuarantined().getWhat())
                + (" is not to be trusted: " + e.getQuarantined().getReason()));
    all.put(
        KindCase.OPERATION_INVOKED,
        e ->
            operation(
                e.getOperationInvoked().getKind(),
                e.getOperationInvoked().getPath(),
                e.getOperationInvoked().getId(),
                "began"));
    all.put(
        KindCase.OPERATION_OK,
        e ->
            operation(
                e.getOperationOk().getKind(),
                e.getOperationOk().getPath(),
                e.getOperationOk().getId(),
                "succeeded"));
    all.put(
        KindCase.OPERATION_FAILED,
        e ->
            operation(
                e.getOperationFailed().getKind(),
                e.getOperationFailed().getPath(),
                e.getOperationFailed().getId(),
                "did not happen" + because(e.getOperationFailed().getFailure())));
    all.put(
        KindCase.OPERATION_UNKNOWN,
        e ->
            operation(
                e.getOperationUnknown().getKind(),
                e.getOperationUnknown().getPath(),
                e.getOperationUnknown().getId(),
                "may have happened" + because(e.getOperationUnknown().getFailure())));
    all.put(
        KindCase.INVARIANT_JUDGED,
        e ->
            e.getInvariantJudged().getInvariant()
                + (e.getInvariantJudged().getBroken() ? " is broken: " : " is watched: ")
                + e.getInvariantJudged().getSentence());
    all.put(KindCase.NODE_STATE, e -> e.getNode() + " told its whole state");
    all.put(
        KindCase.EVENTS_LOST,
        e ->
            e.getNode()
                + " told more than could be heard: "
                + Sentence.count(
                    e.getEventsLost().getLast() - e.getEventsLost().getFirst() + 1, "event")
                + " lost");
    all.put(
        KindCase.KIND_NOT_SET, e -> e.getNode() + " told of something that this lab does not know");
  }

  private static String orders(Event e) {
    String version = "version " + e.getOrdersObeyed().getVersion() + " of the faults";
    return e.getNode().equals("lab")
        ? "the lab gave out " + version
        : e.getNode() + " obeys " + version;
  }

  private static String operation(String kind, String path, long id, String what) {
    return kind + (path.isEmpty() ? "" : " " + path) + " (operation " + id + ") " + what;
  }

  private static String because(Failure failure) {
    return failure.getMessage().isEmpty() ? "" : ": " + failure.getMessage();
  }

  private static String faultSet(Event e) {
    if (e.getFaultSet().hasHoldRule()) {
      return "held from now on: " + GateSentences.rule(e.getFaultSet().getHoldRule());
    }
    return e.getFaultSet().hasNodeRule()
        ? NodeFault.describe(e.getFaultSet().getNodeRule())
        : rule(e.getFaultSet().getRule());
  }

  private static String faultCleared(Event e) {
    if (e.getFaultCleared().hasHoldRule()) {
      return "held no more: " + GateSentences.rule(e.getFaultCleared().getHoldRule());
    }
    return e.getFaultCleared().hasNodeRule()
        ? "disk and clock of " + e.getFaultCleared().getNodeRule().getNode() + " are in order again"
        : "the link " + link(e.getFaultCleared().getRule()) + " was healed";
  }

  private static String link(LinkRule rule) {
    return rule.getFrom() + " -> " + rule.getTo();
  }

  private static String rule(LinkRule rule) {
    StringJoiner does = new StringJoiner(", ");
    if (rule.getCut()) {
      does.add("was cut");
    }
    if (rule.getDelayMillis() > 0 || rule.getJitterMillis() > 0) {
      String jitter = rule.getJitterMillis() > 0 ? " +- " + rule.getJitterMillis() : "";
      does.add("delays by " + rule.getDelayMillis() + jitter + " ms");
    }
    if (rule.getLoss() > 0) {
      does.add("loses " + Math.round(rule.getLoss() * 100) + " %");
    }
    if (rule.getDuplicate() > 0) {
      does.add("duplicates " + Math.round(rule.getDuplicate() * 100) + " %");
    }
    return "the link " + link(rule) + " " + (does.length() == 0 ? "has no fault" : does);
  }
}
