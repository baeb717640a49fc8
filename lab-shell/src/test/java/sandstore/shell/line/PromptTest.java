package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import sandstore.lab.Companion;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Refusal;
import sandstore.lab.Sheet;

/** A person at a screen of 80x24, and the real lab behind it, without a cluster. */
class PromptTest {
  @TempDir Path home;

  private Lab lab;
  private Person person;

  @BeforeEach
  void sitDown() throws IOException {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    person = new Person(lab, home);
  }

  @AfterEach
  void standUp() throws IOException {
    lab.close();
    person.close();
  }

  @Test
  void whoIsNewIsWelcomedAndCanLeave() throws IOException {
    person.sees("up raft   starts three nodes");
    person.types("help doctor\r");
    person.sees("Says what is wrong with this machine");
    person.types("\u0004");
    person.leaves();
    assertThat(Files.readString(home.resolve("history"))).isEqualTo("help doctor\n");
  }

  @Test
  void tabCompletesAndAMistakeIsExplained() throws IOException {
    person.types("help doc\t\r");
    person.sees("Says what is wrong with this machine");
    person.types("hlep\r");
    person.sees("refused: there is no command hlep");
    person.sees("did you mean help");
    person.types("exit\r");
    person.leaves();
  }

  @Test
  void whoIsNewIsInvitedOnce() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Invitation invitation = new Invitation("Enter for help:", "help doctor");
    Person invited = new Person(lab, other, invitation);
    invited.sees("Enter for help:");
    invited.types("\r");
    invited.sees("Says what is wrong with this machine");
    invited.types("help hint\r");
    invited.sees("helps with the task");
    assertThat(other.resolve("history")).content().isEqualTo("help hint\n");
    invited.close();

    Person again = new Person(lab, other, invitation);
    again.sees("lab >");
    assertThat(again.screen()).doesNotContain("Enter for help:");
    again.close();
  }

  @Test
  void whoSaysNoHasThePrompt() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    Person invited = new Person(lab, other, new Invitation("Enter for help:", "help doctor"));
    invited.sees("Enter for help:");
    invited.types("n\r");
    invited.sees("lab >");
    assertThat(invited.screen()).doesNotContain("Says what is wrong");
    invited.close();
  }

  @Test
  void anArrowKeyIsOneInBothOfItsForms() throws IOException {
    person.types("help doctor\r");
    person.sees("Says what is wrong with this machine");
    person.types("\033[A\033[D\033OD!");
    person.sees("lab > help doct!or");
    person.types("\005\025exit\r");
    person.leaves();
  }

  @Test
  void aSuggestionIsShownWhenItComesAndGoes() {
    Suggester suggester = new Suggester();
    lab.accompany(suggester);
    person.sees("with you >");
    suggester.line = "help doctor";
    person.sees("with you > help doctor");
    suggester.line = "";
    await()
        .untilAsserted(() -> assertThat(person.screen()).doesNotContain("with you > help doctor"));
  }

  @Test
  void controlCClearsTheLine() throws IOException {
    person.types("rm everything");
    person.sees("rm everything");
    person.pressesControlC();
    await().untilAsserted(() -> assertThat(person.screen().split("lab >", -1)).hasSize(3));
    person.types("quit\r");
    person.leaves();
    assertThat(home.resolve("history")).content().doesNotContain("everything");
  }

  /** Has nothing but a line that may be typed, and always stands at the same place. */
  private static final class Suggester implements Companion {
    private volatile String line = "";

    @Override
    public String where() {
      return "with you";
    }

    @Override
    public Sheet sheet() {
      return new Sheet(where(), "", "", line, List.of());
    }

    @Override
    public Optional<String> means(String typed) {
      return Optional.empty();
    }

    @Override
    public Optional<Refusal> objects(CommandSpec command) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
