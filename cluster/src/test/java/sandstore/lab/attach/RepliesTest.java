package sandstore.lab.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sandstore.lab.Lab;
import sandstore.lab.Reply;

/** What was said is what is heard. */
class RepliesTest {
  private static Reply heard(Reply said) {
    return Replies.reply(Replies.of(said)).orElseThrow();
  }

  @Test
  void fieldsKeepTheirOrderAndTheirDigits() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("z", 1);
    fields.put("a", Long.MAX_VALUE);
    fields.put("negative", -5L);
    fields.put("seconds", 5.0);
    fields.put("text", "x\u001b[1my");
    fields.put("yes", true);
    fields.put("unknown", null);
    fields.put("list", Arrays.asList("a", null, List.of(), Map.of("deep", 2)));

    Reply.Result result =
        (Reply.Result) heard(new Reply.Result("kind", fields, List.of("one", "two"), true));

    assertThat(result.fields()).hasToString(fields.toString());
    assertThat(result.fields().get("a")).isEqualTo(Long.MAX_VALUE);
    assertThat(result.fields().get("seconds")).isEqualTo(5.0);
    assertThat(result.text()).containsExactly("one", "two");
    assertThat(result.json()).isTrue();
    assertThat(result.kind()).isEqualTo("kind");
  }

  @Test
  void whatProgramsCannotReadIsNotSent() {
    Reply odd = new Reply.Result("odd", Map.of("x", new Object()), List.of());
    assertThatThrownBy(() -> Replies.of(odd)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void remarksProgressAndEndings() {
    for (Reply said :
        List.of(
            new Reply.Note("a job"), new Reply.Progress("put /big", 5, 10, "bytes", "on node1"))) {
      assertThat(heard(said)).isEqualTo(said);
    }
    Lab.Ending ending = new Lab.Ending(3, "perhaps", "look");
    assertThat(Replies.ending(Replies.of(ending).getEnding())).isEqualTo(ending);
    assertThat(Replies.reply(Replies.of(ending))).isEmpty();
  }
}
