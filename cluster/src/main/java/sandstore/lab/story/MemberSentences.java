package sandstore.lab.story;

import java.util.Map;
import java.util.function.Function;
import sandstore.proto.Event;
import sandstore.proto.Event.KindCase;

/** Who joined, who left. */
final class MemberSentences {
  private MemberSentences() {}

  static void addTo(Map<KindCase, Function<Event, String>> all) {
    all.put(
        KindCase.MEMBER_REGISTERED,
        e ->
            e.getNode()
                + " has it in its log that start "
                + e.getMemberRegistered().getIncarnation()
                + " of "
                + life(e.getMemberRegistered().getNode(), e.getMemberRegistered().getGeneration())
                + " takes part");
    all.put(
        KindCase.MEMBER_ADMITTED,
        e ->
            e.getNode()
                + " has it in its log that "
                + life(e.getMemberAdmitted().getNode(), e.getMemberAdmitted().getGeneration())
                + " may join, in "
                + e.getMemberAdmitted().getZone()
                + forgotten(e.getMemberAdmitted().getForgotten()));
    all.put(
        KindCase.MEMBER_RETIRED,
        e ->
            e.getNode()
                + " has it in its log that "
                + life(e.getMemberRetired().getNode(), e.getMemberRetired().getGeneration())
                + " left for good"
                + forgotten(e.getMemberRetired().getForgotten()));
    all.put(KindCase.NODE_LEFT, e -> e.getNodeLeft().getNode() + " left the cluster");
  }

  private static String life(String node, long generation) {
    return node + ", generation " + generation + ",";
  }

  private static String forgotten(long places) {
    return places == 0
        ? ""
        : ", and "
            + Sentence.count(places, "copy").replace("copys", "copies")
            + " there count no more";
  }
}
