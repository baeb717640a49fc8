package sandstore.lab.story;

import java.util.Map;
import java.util.function.Function;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;
import sandstore.proto.RepairAwaits;
import sandstore.proto.Work;

/** Repair, scrub, garbage, draining. */
final class RepairSentences {
  private RepairSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(
        KindCase.REPAIR_QUEUED,
        e ->
            (Sentence.chunk(e.getRepairQueued().getId()) + " can be read from ")
                + (e.getRepairQueued().getCopies() + " of " + e.getRepairQueued().getWanted())
                + " nodes and is being repaired");
    all.put(
        KindCase.REPAIR_DONE,
        e ->
            e.getRepairDone().getFrom().isEmpty()
                ? Sentence.chunk(e.getRepairDone().getId())
                    + (" is sound on " + e.getRepairDone().getTo())
                : Sentence.chunk(e.getRepairDone().getId())
                    + (" was copied from " + e.getRepairDone().getFrom())
                    + (" to " + e.getRepairDone().getTo()));
    all.put(
        KindCase.REPAIR_PROGRESS,
        e -> e.getNode() + ": " + progress(e.getRepairProgress().getWork()));
    all.put(KindCase.REPAIR_AWAITS, RepairSentences::awaits);
    all.put(
        KindCase.SCRUB_PROGRESS,
        e ->
            (e.getNode() + ": " + progress(e.getScrubProgress().getWork()))
                + (", " + e.getScrubProgress().getWork().getProblems() + " damaged"));
    all.put(
        KindCase.ORPHANS_COUNTED,
        e ->
            (e.getNode() + " has " + Sentence.count(e.getOrphansCounted().getChunks(), "chunk"))
                + " that no file refers to");
    all.put(
        KindCase.DRAINING_SET,
        e ->
            (e.getNode() + " applied entry " + e.getDrainingSet().getIndex() + ": ")
                + e.getDrainingSet().getNode()
                + (e.getDrainingSet().getOn()
                    ? " is to be emptied and gets no new chunks"
                    : " may have chunks again"));
    all.put(
        KindCase.NODE_DRAINED,
        e -> "nothing depends on " + e.getNodeDrained().getNode() + " any more: it may be removed");
    all.put(
        KindCase.GARBAGE_MARKED,
        e ->
            (e.getNode() + " applied entry " + e.getGarbageMarked().getIndex() + ": ")
                + Sentence.count(e.getGarbageMarked().getChunks(), "chunk")
                + " marked as garbage");
    all.put(
        KindCase.REPLICAS_REPLACED,
        e ->
            (e.getNode() + " applied entry " + e.getReplicasReplaced().getIndex() + ": ")
                + Sentence.chunk(e.getReplicasReplaced().getId())
                + (" is on " + String.join(", ", e.getReplicasReplaced().getReplicasList())));
    all.put(
        KindCase.CHUNK_LOST,
        e ->
            (Sentence.chunk(e.getChunkLost().getId()) + " is lost: its copies on ")
                + (String.join(", ", e.getChunkLost().getNodesList()) + " are all damaged"));
  }

  private static String awaits(Event e) {
    RepairAwaits told = e.getRepairAwaits();
    return told.getNodesCount() == 0
        ? e.getNode() + ": repair waits for nobody any more"
        : (e.getNode() + ": repair waits for " + String.join(", ", told.getNodesList()))
            + (" for " + (told.getMillis() + 999) / 1000 + " s more before it copies ")
            + Sentence.count(told.getChunks(), "chunk");
  }

  private static String progress(Work work) {
    return work.getFinished()
        ? work.getWhat() + " is finished, " + Sentence.count(work.getTotal(), "chunk")
        : (work.getWhat() + ", " + work.getDone() + " of ")
            + Sentence.count(work.getTotal(), "chunk");
  }
}
