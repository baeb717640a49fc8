package sandstore.shell.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sandstore.lab.Lab;
import sandstore.lab.Reply;
import sandstore.lab.Style;

class JsonFaceTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final JsonFace face =
      new JsonFace(
          new PrintStream(out, false, StandardCharsets.UTF_8),
          new PrintStream(err, false, StandardCharsets.UTF_8));

  @Test
  void aResultIsALineOfItsFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("leader", "node2");
    fields.put("term", 3L);
    fields.put("nodes", List.of(Map.of("id", "node2"), Map.of("id", "nöde")));
    face.accept(new Reply.Result("status", fields, List.of("for people"), false));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"v\":1,\"kind\":\"status\",\"leader\":\"node2\",\"term\":3,"
                + "\"nodes\":[{\"id\":\"node2\"},{\"id\":\"nöde\"}]}\n");
  }

  @Test
  void whatIsSaidOnTheWayGoesToStandardError() {
    face.accept(new Reply.Note(Style.DIM.of("asking \"node1\"")));
    face.accept(new Reply.Progress("put /a", 1, 2, "bytes", "node1"));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"v":1,"kind":"note","text":"asking \\"node1\\""}
            {"v":1,"kind":"progress","task":"put /a","done":1,"total":2,"unit":"bytes","detail":"node1"}
            """);
    assertThat(out.size()).isZero();
  }

  @Test
  void aFailureIsALineToo() {
    face.ended(Lab.Ending.OK);
    face.ended(new Lab.Ending(3, "may have happened", "stat /a"));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"v":1,"kind":"failure","status":3,"outcome":"unknown","message":"may have happened","hint":"stat /a"}
            """);
  }
}
