package sandstore.lessons.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sandstore.lab.condition.Names;

/**
 * The table of names on the authors' page is the one that conditions are compiled with. When it is
 * not, the right one is in {@code target/names.md}.
 */
class NamesPageTest {
  private static final Path PAGE = Path.of("src/main/resources/lessons/README.md");

  private static String table() {
    StringBuilder text = new StringBuilder("| name | type | meaning |\n|---|---|---|\n");
    Names.VARIABLES.forEach(n -> text.append(row("", n)));
    Names.FUNCTIONS.forEach(n -> text.append(row("", n)));
    new TreeMap<>(Names.STRUCTS)
        .forEach((struct, fields) -> fields(struct, fields).forEach(text::append));
    return text.toString();
  }

  private static List<String> fields(String struct, List<Names.Name> fields) {
    return struct.equals("View") ? List.of() : fields.stream().map(f -> row(struct, f)).toList();
  }

  private static String row(String struct, Names.Name n) {
    String name = struct.isEmpty() ? n.name() : struct + "." + n.name();
    return "| `" + name + "` | " + n.type() + " | " + n.meaning() + " |\n";
  }

  @Test
  void thePageHasEveryName() throws IOException {
    Files.writeString(Path.of("target/names.md"), table());

    assertThat(Files.readString(PAGE)).contains("<!-- names -->\n" + table() + "<!-- /names -->");
  }
}
