package sandstore.shell.line;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.Reply;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.attach.Reception;
import sandstore.shell.Sums;

/** A second person, at a screen of 80x24, in a lab that was there before. */
class AttachedPromptTest {
  @TempDir Path home;

  private Lab lab;
  private Person person;

  /** Netty tells every frame to whoever has not set logging up. */
  @BeforeAll
  static void silence() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }

  @BeforeEach
  void sitDown() throws Exception {
    lab = new Lab(new LabSettings(home, Path.of("/no/java"), "", List.of(), home));
    new Reception(lab).open();
    person = new Person(AttachedLab.to(home, home), home);
  }

  @AfterEach
  void standUp() throws IOException {
    lab.close();
    person.close();
  }

  @Test
  void whatIsTypedRunsThereAndToLeaveEndsNothing() throws IOException {
    String host = "process " + ProcessHandle.current().pid();
    person.sees("attached to the lab of " + host + "; Ctrl-D leaves it");
    person.types("help doc\t\r");
    person.sees("Says what is wrong with this machine");
    person.types("\u0004");
    person.leaves();
    person.sees("left the lab of " + host);
    assertThat(lab.run("help", reply -> {})).isEqualTo(Lab.Ending.OK);
  }

  @Test
  void aLessonThatIsTakenThereIsSeenHere() throws IOException {
    Sums.in(home);
    assertThat(lab.run("lesson start sums.md", reply -> {})).isEqualTo(Lab.Ending.OK);
    person.sees("sums 1/2 ?");
    assertThat(lab.run("a", reply -> {})).isEqualTo(Lab.Ending.OK);
    person.sees("sums 1/2 > next");
    person.types("\t\r");
    person.sees("Do something.");
    person.sees("sums 2/2 > up raft");
    lab.tell(new Reply.Note("told to all"));
    person.sees("told to all");
    person.types("up r");
    person.sees("sums 2/2 > up raft");
  }

  @Test
  void theEndOfTheLabEndsTheLineThatIsTyped() throws IOException {
    person.types("put somethi");
    person.sees("put somethi");
    lab.close();
    person.leaves();
    person.sees("the lab has ended, and its cluster with it");
  }
}
