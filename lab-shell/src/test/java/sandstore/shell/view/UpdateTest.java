package sandstore.shell.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.lab.Refusal;
import sandstore.shell.view.Press.Key;
import sandstore.shell.view.Ui.Mode;

/** Keys, as what they change. */
class UpdateTest {
  private final Scene scene = Stories.struck();
  private Ui ui = Ui.of("overview", Theme.DARK);

  private void press(Press press) {
    Moment now = ui.frozen() ? Moment.at(scene.log(), ui.frozenAt()) : scene.now();
    ui = Update.press(ui, press, now);
  }

  @Test
  void numbersAndTabChangeTheView() {
    List<String> seen = new ArrayList<>();
    for (char c = '1'; c <= '6'; c++) {
      press(Press.of(c));
      seen.add(ui.view());
    }
    assertThat(seen).containsExactly("overview", "log", "messages", "chunks", "events", "metrics");
    press(Press.of(Key.TAB));
    assertThat(ui.view()).isEqualTo("overview");
    press(Press.of(Key.BACK_TAB));
    assertThat(ui.view()).isEqualTo("metrics");
  }

  @Test
  void enterOpensWhatAViewHasToOpenAndElseTheCommandLine() {
    press(Press.of(Key.ENTER));
    assertThat(ui.mode()).isEqualTo(Mode.COMMANDING);
    ui = Ui.of("events", Theme.DARK);
    press(Press.of(Key.ENTER));
    assertThat(ui.mode()).isEqualTo(Mode.LOOKING);
    assertThat(ui.detail()).isTrue();
  }

  @Test
  void aThemeThatIsSetWronglyIsSaidAndTheDarkOneShown() {
    Map<String, String> wrong = Map.of("SANDSTORE_LAB_THEME", "pink");
    assertThat(Settings.theme("", wrong)).isEqualTo(Theme.DARK);
    assertThat(Settings.complaint(wrong)).hasValueSatisfying(c -> assertThat(c).contains("pink"));
    assertThat(Settings.complaint(Map.of("SANDSTORE_LAB_THEME", "light"))).isEmpty();
    assertThat(Settings.complaint(Map.of())).isEmpty();
    assertThatThrownBy(() -> Settings.theme("pink", Map.of())).isInstanceOf(Refusal.class);
  }

  @Test
  void timeStandsStepsAndGoesOn() {
    press(Press.of(' '));
    long last = scene.log().last();
    assertThat(ui.frozenAt()).isEqualTo(last);
    press(Press.of(Key.LEFT));
    press(Press.of(Key.LEFT));
    assertThat(ui.frozenAt()).isEqualTo(last - 2);
    press(Press.of(Key.RIGHT));
    assertThat(ui.frozenAt()).isEqualTo(last - 1);
    for (int i = 0; i < 10; i++) {
      press(Press.of('<'));
    }
    assertThat(ui.frozenAt()).isEqualTo(1);
    press(Press.of(Key.END));
    assertThat(ui.frozen()).isFalse();
  }

  @Test
  void whatIsSteppedToIsWhatWasThen() {
    Moment now = scene.now();
    assertThat(now.view().leaders()).hasSize(1);
    long beforeHeal = Stories.partition().log().last();
    Moment then = Moment.at(scene.log(), beforeHeal);
    assertThat(then.view().leaders()).hasSize(2);
    assertThat(then.view()).isEqualTo(Stories.partition().now().view());
  }

  @Test
  void aFilterIsTypedKeptAndTakenAway() {
    press(Press.of('/'));
    assertThat(ui.view()).isEqualTo("events");
    for (char c : "q1".toCharArray()) {
      press(Press.of(c));
    }
    assertThat(ui.filter()).isEqualTo("q1");
    press(Press.of(Key.ENTER));
    assertThat(ui.mode()).isEqualTo(Mode.LOOKING);
    press(Press.of(Key.ESCAPE));
    assertThat(ui.filter()).isEmpty();
    assertThat(ui.mode()).isEqualTo(Mode.LOOKING);
    press(Press.of(Key.ESCAPE));
    assertThat(ui.mode()).isEqualTo(Mode.LEAVING);
  }

  @Test
  void anEventIsChosenAndTakesAllViewsThere() {
    press(Press.of('5'));
    press(Press.of(Key.UP));
    press(Press.of(Key.ENTER));
    assertThat(ui.detail()).isTrue();
    assertThat(ui.frozenAt()).isPositive().isLessThan(scene.log().last());
  }

  @Test
  void asciiHasAStandInForAllThatIsDrawn() {
    for (Scene each :
        List.of(Stories.calm(), Stories.election(), Stories.partition(), Stories.struck())) {
      for (View view : Views.ALL) {
        Canvas frame = Frame.draw(120, 40, each.now(), Ui.of(view.name(), Theme.DARK), 0);
        assertThat(String.join("\n", frame.inAscii().lines()))
            .as(view.name())
            .matches("[\\x20-\\x7e\n]*");
        assertThat(view.describe(each.now())).as(view.name()).isNotEmpty();
      }
    }
  }
}
