package sandstore.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.shell.reply.Face;

class ScriptTest {
  private static final Map<String, Lab.Ending> ENDINGS =
      Map.of(
          "fails", new Lab.Ending(1, "no", ""),
          "mistake", new Lab.Ending(2, "what?", ""),
          "unknown", new Lab.Ending(3, "perhaps", ""));

  private final List<String> ran = new ArrayList<>();

  private Script script(boolean keepGoing) {
    Face deaf =
        new Face() {
          @Override
          public void accept(Reply reply) {}

          @Override
          public void ended(Lab.Ending ending) {}
        };
    return new Script(
        (line, replies) -> {
          ran.add(line);
          return ENDINGS.getOrDefault(line, Lab.Ending.OK);
        },
        deaf,
        keepGoing);
  }

  @Test
  void stopsAtTheFirstFailure() {
    Script script = script(false).run("a; unknown; b");
    assertThat(script.status()).isEqualTo(3);
    assertThat(ran).containsExactly("a", "unknown");
  }

  @Test
  void goesOnIfAskedAndTheFirstFailureDecides() {
    Script script = script(true).run("mistake; a\nunknown; fails");
    assertThat(script.status()).isEqualTo(2);
    assertThat(ran).containsExactly("mistake", "a", "unknown", "fails");
  }

  @Test
  void nothingIsRunOfWhatCannotBeUnderstood() {
    Script script = script(true).run("a; put 'b");
    assertThat(script.status()).isEqualTo(2);
    assertThat(ran).isEmpty();
  }

  @Test
  void commentsAndEmptyLinesAreNoCommands() throws IOException {
    Script script = script(false).run(new StringReader("# a script\n\n  a  \nexit\nb\n"));
    assertThat(ran).containsExactly("a");
    assertThat(script.commands()).isEqualTo(1);
    assertThat(script.status()).isZero();
  }
}
