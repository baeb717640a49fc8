package sandstore.shell.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sandstore.lab.Sheet;
import sandstore.lab.view.Precaution;

/**
 * Whole screens as text. After a change that is meant, {@code mvn test -Dgolden=write
 * -Dtest=GoldenTest} writes them anew; look at what changed before it is kept.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/sandstore/shell/view");

  static Stream<Arguments> frames() {
    List<Arguments> all = new ArrayList<>();
    for (String size : List.of("80x24", "120x40", "200x60")) {
      for (View view : Views.ALL) {
        all.add(Arguments.of("calm", view.name(), size, "unicode"));
      }
    }
    all.add(Arguments.of("election", "overview", "120x40", "unicode"));
    all.add(Arguments.of("election", "messages", "120x40", "unicode"));
    all.add(Arguments.of("election", "overview", "120x40", "ascii"));
    all.add(Arguments.of("partition", "overview", "120x40", "unicode"));
    all.add(Arguments.of("partition", "overview", "80x24", "unicode"));
    all.add(Arguments.of("partition", "log", "120x40", "unicode"));
    all.add(Arguments.of("struck", "log", "80x24", "unicode"));
    all.add(Arguments.of("struck", "log", "80x24", "ascii"));
    all.add(Arguments.of("struck", "log", "80x24", "dark"));
    all.add(Arguments.of("struck", "log", "80x24", "light"));
    all.add(Arguments.of("struck", "log", "80x24", "colour-blind"));
    all.add(Arguments.of("struck", "log", "80x24", "mono"));
    all.add(Arguments.of("held", "overview", "120x40", "unicode"));
    all.add(Arguments.of("held", "overview", "80x24", "ascii"));
    all.add(Arguments.of("held", "messages", "120x40", "unicode"));
    all.add(Arguments.of("unsafe", "overview", "80x24", "dark"));
    all.add(Arguments.of("calm", "overview", "50x12", "unicode"));
    all.add(Arguments.of("lesson", "overview", "80x24", "unicode"));
    all.add(Arguments.of("lesson", "overview", "80x24", "swapped"));
    all.add(Arguments.of("lesson", "overview", "90x50", "unicode"));
    all.add(Arguments.of("lesson", "overview", "120x40", "unicode"));
    all.add(Arguments.of("lesson", "log", "120x24", "up"));
    all.add(Arguments.of("lesson", "log", "200x60", "ascii"));
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("frames")
  void looksAsItDid(String story, String view, String size, String look) throws IOException {
    String name = String.join("-", story, view, size, look) + ".txt";
    String drawn = String.join("\n", draw(story, view, size, look)) + "\n";
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(FOLDER.resolve(name), drawn, UTF_8);
    }
    assertThat(FOLDER.resolve(name)).as("-Dgolden=write makes it").exists();
    assertThat(drawn).isEqualTo(Files.readString(FOLDER.resolve(name), UTF_8));
  }

  private static List<String> draw(String story, String view, String size, String look) {
    Extent extent = Extent.of(size);
    Ui ui = Ui.of(view, Theme.named(look).orElse(Theme.DARK));
    ui = look.equals("swapped") ? ui.swapped(true) : look.equals("up") ? ui.paneUp(5) : ui;
    Sheet sheet = story.equals("lesson") ? Stories.lesson() : Sheet.NONE;
    Canvas frame = Frame.draw(extent.columns(), extent.rows(), scene(story).now(), ui, 0, sheet);
    return switch (look) {
      case "unicode", "swapped", "up" -> frame.lines();
      case "ascii" -> frame.inAscii().lines();
      default -> frame.ansi(ui.theme()).stream().map(l -> l.replace("\u001b", "ESC")).toList();
    };
  }

  private static Scene scene(String story) {
    return switch (story) {
      case "calm", "lesson" -> Stories.calm();
      case "election" -> Stories.election();
      case "partition" -> Stories.partition();
      case "held" -> Stories.held();
      case "unsafe" -> Stories.calm().unsafe(Precaution.FSYNC, Precaution.READS);
      case "struck" -> Stories.struck();
      default -> throw new IllegalArgumentException(story);
    };
  }
}
