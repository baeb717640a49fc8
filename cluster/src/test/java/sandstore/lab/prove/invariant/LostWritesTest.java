package sandstore.lab.prove.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sandstore.lab.history.History;
import sandstore.lab.history.HistoryFormat;
import sandstore.lab.history.SavedHistory;

/** An acknowledged write that is gone, seen without a search for an order. */
final class LostWritesTest {
  /** One operation a word: {@code client verb value end}; moments are places in the text. */
  private static List<String> lost(String... lines) {
    StringBuilder json = new StringBuilder();
    for (String line : lines) {
      String[] w = line.split(" ");
      String value = w[3].equals("-") ? "null" : w[3];
      String values = value.contains(">") ? "[" + value.replace(">", ",") + "]" : value;
      json.append(
          String.format(
              "{\"process\": %s, \"type\": \"%s\", \"f\": \"%s\", \"key\": \"/x\", \"value\": %s}%n",
              w[0], w[1], w[2], values));
    }
    History history =
        SavedHistory.parse(json.toString(), "test", Optional.of(HistoryFormat.JSON_LINES))
            .history();
    return LostWrites.in(history.operations()).stream().map(LostWrites.Lost::words).toList();
  }

  @Test
  void aWriteThatTheLastReadDoesNotSeeIsLost() {
    assertThat(
            lost(
                "1 invoke write 1", "1 ok write 1",
                "1 invoke write 2", "1 ok write 2",
                "2 invoke read -", "2 ok read 1"))
        .containsExactly("/x: write 2 was acknowledged to 1, and is gone: 2 read 1 in the end");
    assertThat(lost("1 invoke write 1", "1 ok write 1", "2 invoke read -", "2 ok read -"))
        .hasSize(1);
    assertThat(lost("1 invoke cas null>1", "1 ok cas null>1", "2 invoke read -", "2 ok read -"))
        .hasSize(1);
  }

  @Test
  void whatWasWrittenMeanwhileMayHaveComeAfterIt() {
    assertThat(
            lost(
                "1 invoke write 1",
                "2 invoke write 2",
                "2 ok write 2",
                "1 ok write 1",
                "2 invoke read -",
                "2 ok read 1"))
        .isEmpty();
  }

  @Test
  void soMayWhatNobodyKnowsTheOutcomeOf() {
    assertThat(
            lost(
                "1 invoke write 1", "1 info write 1",
                "2 invoke write 2", "2 ok write 2",
                "2 invoke read -", "2 ok read 1"))
        .isEmpty();
  }

  @Test
  void aWriteThatWasRefusedOrIsReadInTheEndIsNotLost() {
    assertThat(
            lost(
                "1 invoke write 1", "1 fail write 1",
                "2 invoke read -", "2 ok read -"))
        .isEmpty();
    assertThat(lost("1 invoke write 1", "1 ok write 1", "2 invoke read -", "2 ok read 1"))
        .isEmpty();
    assertThat(
            lost(
                "1 invoke write 1",
                "1 ok write 1",
                "2 invoke read -",
                "1 invoke write 2",
                "2 ok read 1",
                "1 ok write 2"))
        .isEmpty();
  }
}
