package sandstore.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sandstore.proto.HoldRule;
import sandstore.proto.HoldTerm;
import sandstore.proto.RpcDetail;

/** Which messages wait, rule by rule. */
class HoldRulesTest {
  private static final Link ONE_TWO = new Link(NodeId.of(1), NodeId.of(2));
  private static final RpcDetail NOTHING = RpcDetail.getDefaultInstance();

  private static HoldRule.Builder append() {
    return HoldRule.newBuilder().setKind("AppendEntries");
  }

  private static HoldRule where(String field, String comparison, long value) {
    return append()
        .addWhere(HoldTerm.newBuilder().setField(field).setComparison(comparison).setValue(value))
        .build();
  }

  private static boolean holds(HoldRule rule, RpcDetail detail) {
    return HoldRules.of(List.of(rule)).hold(ONE_TWO, "AppendEntries", false, detail);
  }

  private static RpcDetail entries(long first, long last) {
    return RpcDetail.newBuilder()
        .setTerm(2)
        .setPreviousIndex(first - 1)
        .setEntries((int) (last - first + 1))
        .setLastIndex(last)
        .build();
  }

  @Test
  void aRuleIsAboutAKindOnALinkOneWay() {
    HoldRules rules = HoldRules.of(List.of(append().setFrom("node1").setTo("node2").build()));

    assertThat(rules.hold(ONE_TWO, "AppendEntries", false, NOTHING)).isTrue();
    assertThat(rules.hold(ONE_TWO, "Heartbeat", false, NOTHING)).isFalse();
    assertThat(rules.hold(ONE_TWO, "AppendEntries", true, NOTHING)).as("a reply").isFalse();
    assertThat(rules.hold(ONE_TWO.reversed(), "AppendEntries", false, NOTHING)).isFalse();
    assertThat(rules.touch(ONE_TWO, false)).isTrue();
    assertThat(rules.touch(ONE_TWO, true)).isFalse();
    assertThat(rules.touch(ONE_TWO.reversed(), false)).isFalse();
  }

  @Test
  void aRuleWithoutALinkIsAboutEveryOne() {
    HoldRules rules = HoldRules.of(List.of(append().setReply(true).build()));

    assertThat(rules.hold(ONE_TWO, "AppendEntries", true, NOTHING)).isTrue();
    assertThat(rules.hold(ONE_TWO.reversed(), "AppendEntries", true, NOTHING)).isTrue();
    assertThat(rules.hold(ONE_TWO, "AppendEntries", false, NOTHING)).isFalse();
  }

  @Test
  void anIndexIsThatOfSomeEntryInTheMessage() {
    List<String> held = new ArrayList<>();
    for (String comparison : HoldRules.COMPARISONS) {
      for (RpcDetail detail : List.of(entries(5, 6), entries(7, 7), entries(8, 9), entries(8, 7))) {
        if (holds(where("index", comparison, 7), detail)) {
          held.add(
              comparison + " 7: " + (detail.getPreviousIndex() + 1) + ".." + detail.getLastIndex());
        }
      }
    }
    assertThat(String.join("\n", held))
        .isEqualTo(
            """
            <= 7: 5..6
            <= 7: 7..7
            == 7: 7..7
            != 7: 5..6
            != 7: 8..9
            >= 7: 7..7
            >= 7: 8..9
            < 7: 5..6
            > 7: 8..9""");
  }

  @Test
  void aPrimarysMessagesBringEntriesToo() {
    HoldRule seventh = where("index", ">=", 7).toBuilder().setKind("Replicate").build();
    HoldRules rules = HoldRules.of(List.of(seventh));

    assertThat(rules.hold(ONE_TWO, "Replicate", false, entries(7, 7))).isTrue();
    assertThat(rules.hold(ONE_TWO, "Replicate", false, entries(8, 7))).as("it is there").isFalse();
  }

  @Test
  void allThatWhereSaysMustBeTrue() {
    HoldRule both =
        where("index", ">=", 7).toBuilder()
            .addWhere(HoldTerm.newBuilder().setField("term").setComparison("==").setValue(2))
            .build();

    assertThat(holds(both, entries(7, 7))).isTrue();
    assertThat(holds(both, entries(7, 7).toBuilder().setTerm(3).build())).isFalse();
    assertThat(holds(both, entries(6, 6))).isFalse();
    assertThat(holds(where("colour", "==", 0), NOTHING)).isFalse();
  }

  @Test
  void ofWhatAMessageDoesNotHaveNothingIsTrue() {
    HoldRule none = where("entries", "==", 0).toBuilder().setKind("RequestVote").build();
    HoldRules rules = HoldRules.of(List.of(none));

    assertThat(rules.hold(ONE_TWO, "RequestVote", false, NOTHING)).isFalse();
    assertThat(holds(where("entries", "==", 0), NOTHING)).isTrue();
  }

  @Test
  void everyKindHasOneName() {
    assertThat(RpcKinds.all())
        .contains(
            "AppendEntries",
            "RequestVote",
            "PreVote",
            "CommitFile",
            "Propose",
            "WriteChunk",
            "MemberHeartbeat")
        .containsAll(RpcKinds.RAFT)
        .doesNotContain("Write", "Read", "Obey", "Subscribe");
    assertThat(RpcKinds.named("appendentries")).contains("AppendEntries");
    assertThat(RpcKinds.named("AppendEntry")).isEmpty();
  }
}
