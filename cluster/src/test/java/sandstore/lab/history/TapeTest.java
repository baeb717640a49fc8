package sandstore.lab.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sandstore.lab.history.Operation.Outcome;

/** What clients tell of themselves becomes a history, which files keep. */
final class TapeTest {
  private final Recorder recorder = new Recorder();

  private void story() {
    Tape.Lane one = recorder.tape().lane("registers-1");
    Tape.Lane two = recorder.tape().lane("registers-2");
    Tape.Note write = one.asks(Verb.WRITE, "/a", Value.content("aa".repeat(32)));
    Tape.Note read = two.asks(Verb.READ, "/a");
    write.ok();
    read.ok(Value.NIL);
    one.asks(Verb.WRITE, "/a", Value.content("bb".repeat(32))).unknown();
    one.asks(Verb.CAS, "/a", Value.NIL, Value.content("cc".repeat(32))).mismatch();
    two.asks(Verb.RENAME, "/b", Value.text("/c")).found(Value.NIL);
    two.asks(Verb.WRITE, "/b", Value.NIL).not();
  }

  @Test
  void aLaneIsAnotherClientAfterAnUnknownOutcome() {
    story();
    List<Operation> all = recorder.history().operations();
    assertThat(all.stream().map(o -> o.client() + " " + o.shown() + " " + o.outcome()))
        .containsExactly(
            "registers-1 write content aaaaaaaa OK",
            "registers-2 read nil OK",
            "registers-1 write content bbbbbbbb UNKNOWN",
            "registers-1.2 cas nil -> content cccccccc (no match) MISMATCH",
            "registers-2 read nil OK",
            "registers-2 remove NOT");
    assertThat(all.get(0).precedes(all.get(1))).isFalse();
    assertThat(all.get(0).precedes(all.get(2))).isTrue();
    assertThat(all.get(2).open()).isTrue();
    assertThat(all).extracting(Operation::number).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void filesGiveItBack() throws IOException {
    story();
    History history = recorder.history();
    for (HistoryFormat format : List.of(HistoryFormat.JSON_LINES, HistoryFormat.EDN)) {
      StringBuilder file = new StringBuilder();
      if (format == HistoryFormat.EDN) {
        HistoryWriter.edn(history, file);
      } else {
        HistoryWriter.jsonLines(history, file);
      }
      SavedHistory back = SavedHistory.parse(file.toString(), "file", Optional.empty());
      assertThat(back.format()).isEqualTo(format);
      assertThat(back.start()).isEqualTo(Value.NIL);
      List<Operation> read = back.history().operations();
      assertThat(read)
          .extracting(Operation::outcome)
          .containsExactly(
              Outcome.OK, Outcome.OK, Outcome.UNKNOWN, Outcome.MISMATCH, Outcome.OK, Outcome.NOT);
      for (int i = 0; i < read.size(); i++) {
        Operation was = history.operations().get(i);
        assertThat(read.get(i).client()).isEqualTo(was.client());
        assertThat(read.get(i).verb()).isEqualTo(was.verb());
        assertThat(read.get(i).key()).isEqualTo(was.key());
        assertThat(read.get(i).arguments()).isEqualTo(was.arguments());
        assertThat(read.get(i).answer()).isEqualTo(was.answer());
      }
    }
  }
}
