package sandstore.shell.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;

class PlainFaceTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong millis = new AtomicLong();
  private final PlainFace face =
      new PlainFace(stream(out), stream(err), false, () -> millis.get() * 1_000_000);

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  private void put(long atMillis, long megabytes) {
    millis.set(atMillis);
    face.accept(
        new Reply.Progress("put /big", megabytes * 1_000_000, 300_000_000, "bytes", "node1"));
  }

  @Test
  void progressIsOneSentenceAQuarter() {
    for (int i = 0; i <= 30; i++) {
      put(i * 100, i * 10);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            50 % of put /big, 150 MB, 100 MB/s
            76 % of put /big, 230 MB, 100 MB/s
            100 % of put /big, 300 MB, 100 MB/s
            """);
    assertThat(out.size()).isZero();
  }

  @Test
  void whatIsOverWithinASecondIsNotTold() {
    put(0, 0);
    put(300, 150);
    put(600, 300);
    assertThat(err.size()).isZero();
  }

  @Test
  void aTaskThatBeginsAgainIsToldAgain() {
    put(0, 0);
    put(2000, 300);
    put(3000, 0);
    put(5000, 300);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            100 % of put /big, 300 MB, 150 MB/s
            100 % of put /big, 300 MB, 150 MB/s
            """);
  }

  @Test
  void otherUnitsAreCounted() {
    face.accept(new Reply.Progress("up", 0, 5, "nodes", ""));
    millis.set(1500);
    face.accept(new Reply.Progress("up", 3, 5, "nodes", ""));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("60 % of up, 3 of 5 nodes\n");
  }

  @Test
  void resultsAreAloneOnStandardOutputAndWithoutEscapes() {
    face.accept(new Reply.Note("asking node1"));
    face.accept(
        new Reply.Result(
            "status", Map.of("term", 3), List.of(Style.NODE.of("node1") + " leads"), false));
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("node1 leads\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("asking node1\n");
  }

  @Test
  void aLineThatAskedForJsonGetsIt() {
    face.accept(new Reply.Result("status", Map.of("term", 3), List.of("term 3"), true));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"v\":1,\"kind\":\"status\",\"term\":3}\n");
  }

  @Test
  void aFailureSaysItsKindAndWhatToDo() {
    face.ended(Lab.Ending.OK);
    face.ended(new Lab.Ending(1, "there is no /nope", ""));
    face.ended(new Lab.Ending(2, "no command kil", "did you mean kill?"));
    face.ended(new Lab.Ending(3, "put /a may have happened", "stat /a tells"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            failed: there is no /nope
            refused: no command kil
              did you mean kill?
            unknown: put /a may have happened
              stat /a tells
            """);
  }
}
