package sandstore.lab.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandstore.lab.history.Operation.Outcome;

final class FormatsTest {
  private static final String JEPSEN =
      """
      INFO  jepsen.util - 0\t:invoke\t:write\t3
      WARN  some.other - says something
      INFO  jepsen.util - 1\t:invoke\t:cas\t[3 4]
      INFO  jepsen.util - 0\t:ok\t:write\t3
      INFO  jepsen.util - 1\t:fail\t:cas\t[3 4]
      INFO  jepsen.util - 2\t:invoke\t:write\t9
      INFO  jepsen.util - 2\t:info\t:write\t:timed-out
      INFO  jepsen.util - 0\t:invoke\t:read\tnil
      INFO  jepsen.util - 0\t:ok\t:read\tnil
      """;

  @Test
  void aJepsenLog() {
    assertThat(shown(read(JEPSEN)))
        .containsExactly(
            "0 write 3 OK 1-3",
            "1 cas 3 -> 4 (no match) MISMATCH 2-4",
            "2 write 9 UNKNOWN 5-never",
            "0 read nil OK 7-8");
  }

  @Test
  void ednWithCommentsAndANemesisAndReadsThatSayNothing() {
    SavedHistory saved =
        read(
            """
            ; a comment
            [{:type :invoke, :f :write, :value 1, :process 0, :time 5} ; another
             {:process :nemesis, :type :info, :f :start, :value {:a [1 #{2}]}}
             {:process 0, :type :ok, :value 1, :f :write}
             {:process 1, :type :invoke, :f :read, :value nil}
             #_{:ignored true} {:process 1, :type :ok, :f :read, :value nil}
             {:process :nemesis, :type :info, :f :stop}]
            """);
    assertThat(saved.format()).isEqualTo(HistoryFormat.EDN);
    assertThat(shown(saved)).containsExactly("0 write 1 OK 1-3");
    assertThat(saved.history().faults()).containsExactly(new FaultBand("start", 2, 6));
    assertThat(saved.history().remarks()).hasSize(1);
  }

  @Test
  void anEdnRegisterBeginsEmptyUnlessAZeroWasSeenThatNobodyWrote() {
    String wrote =
        "{:process 0, :type :invoke, :f :write, :value %1$s}\n"
            + "{:process 0, :type :ok, :f :write, :value %1$s}\n";
    String saw =
        "{:process 1, :type :invoke, :f :read, :value nil}\n"
            + "{:process 1, :type :ok, :f :read, :value %1$s}\n";
    String one = wrote.formatted("1");
    assertThat(read(one + saw.formatted("1")).start()).isEqualTo(Value.NIL);
    assertThat(read(saw.formatted("0") + one).start()).isEqualTo(Value.number("0"));
    assertThat(read(wrote.formatted("0") + saw.formatted("0")).start()).isEqualTo(Value.NIL);
    assertThat(read(one + saw.formatted("5")).start()).isEqualTo(Value.NIL);
    String compared =
        "{:process 1, :type :invoke, :f :cas, :value [0 3]}\n"
            + "{:process 1, :type :%s, :f :cas, :value [0 3]}\n";
    assertThat(read(compared.formatted("ok") + one).start()).isEqualTo(Value.number("0"));
    assertThat(read(compared.formatted("fail") + one).start()).isEqualTo(Value.NIL);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    List<Operation> operations =
        List.of(
            operation(
                1, Verb.WRITE, Outcome.OK, List.of(Value.text("a \"quoted\"\n\t")), null, 1, 4),
            operation(
                2, Verb.CAS, Outcome.MISMATCH, List.of(Value.NIL, Value.number("7")), null, 2, 3),
            operation(3, Verb.READ, Outcome.OK, List.of(), Value.NIL, 5, 6),
            operation(4, Verb.RENAME, Outcome.UNKNOWN, List.of(Value.text("/y")), null, 7, -1));
    History history = new History(operations, List.of(new FaultBand("cut", 8, 9)), List.of());
    StringBuilder json = new StringBuilder();
    HistoryWriter.jsonLines(history, json);
    StringBuilder edn = new StringBuilder();
    HistoryWriter.edn(history, edn);
    for (String text : List.of(json.toString(), edn.toString())) {
      SavedHistory again = read(text);
      assertThat(again.start()).isEqualTo(Value.NIL);
      assertThat(again.history().operations())
          .as(text)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("startNanos", "endNanos")
          .isEqualTo(operations);
      assertThat(again.history().faults()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "hello~h:1: this begins like no history",
        "[{:process 0}]~h:1: this map says no :f",
        "[{:process 0, :type :ok, :f :read}]~h:1: process 0 is answered, but asked nothing",
        "[{:process 0, :type :invoke, :f :fly}]~h:1: nobody knows what fly does",
        "[{:process 0, :type :invoke, :f :read}~h:1: the file ends before the history does",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[~h:1: brackets within brackets",
        "{\"process\": 0~h:1: this is no JSON",
        "{\"process\": 0, \"type\": \"go\", \"f\": \"read\"}~h:1: \"type\" is one of",
        "[{:process 0, :type :invoke, :f :cas, :value 1}]~h:1: a cas wants two values",
      })
  void whatIsNoHistoryIsRefusedWithItsLine(String text, String refusal) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadHistory.class)
        .hasMessageStartingWith(refusal);
  }

  @Test
  void noDamageToAFileDoesWorseThanARefusal() throws IOException {
    StringBuilder edn = new StringBuilder();
    HistoryWriter.edn(read(JEPSEN).history(), edn);
    StringBuilder json = new StringBuilder();
    HistoryWriter.jsonLines(read(JEPSEN).history(), json);
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      String whole = List.of(JEPSEN, edn.toString(), json.toString()).get(i % 3);
      StringBuilder damaged = new StringBuilder(whole);
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged.setCharAt(random.nextInt(whole.length()), (char) random.nextInt(130));
      }
      damaged.setLength(1 + random.nextInt(whole.length()));
      try {
        read(damaged.toString());
      } catch (BadHistory e) {
        assertThat(e.getMessage()).matches("(?s)h:[0-9]+: .*").hasLineCount(1);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3000);
  }

  private static Operation operation(
      int n,
      Verb verb,
      Outcome outcome,
      List<Value> arguments,
      @org.jspecify.annotations.Nullable Value answer,
      long from,
      long to) {
    return new Operation(
        n,
        Integer.toString(n),
        verb,
        "/x",
        arguments,
        outcome,
        answer == null ? List.of() : List.of(answer),
        from,
        to < 0 ? Operation.NEVER : to,
        -1,
        -1);
  }

  private static SavedHistory read(String text) {
    return SavedHistory.parse(text, "h", Optional.empty());
  }

  private static List<String> shown(SavedHistory saved) {
    return saved.history().operations().stream()
        .map(
            o ->
                o.client()
                    + " "
                    + o.shown()
                    + " "
                    + o.outcome()
                    + " "
                    + o.invoked()
                    + "-"
                    + (o.open() ? "never" : o.returned()))
        .toList();
  }
}
