package sandstore.node.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandstore.wire.DefiniteFailure;

class TreePathTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b.txt", "/.hidden", "/a..b", "/ ", "/été/日本/😀", "/a\\b"})
  void good(String path) {
    assertThat(TreePath.parse(path)).hasToString(path);
  }

  @ParameterizedTest
  @CsvSource({
    "'',a path starts with /: ",
    "a,a path starts with /: a",
    "//,a path has no empty names: //",
    "/a/,a path has no empty names: /a/",
    "/a//b,a path has no empty names: /a//b",
    "/.,a path has no . or ..: /.",
    "/a/../b,a path has no . or ..: /a/../b",
    "/a\u0000b,a name has no control characters: /a?b",
    "/a\u001b[2J,a name has no control characters: /a?[2J",
    "/a\u009b,a name has no control characters: /a?",
    "/a\u202egpj,a name has no control characters: /a?gpj",
  })
  void bad(String path, String message) {
    assertThatThrownBy(() -> TreePath.parse(path))
        .isInstanceOf(DefiniteFailure.class)
        .hasMessage(message.strip().endsWith(":") ? message.strip() + " " : message);
  }

  @Test
  void aLoneSurrogateIsRefused() {
    assertThatThrownBy(() -> TreePath.parse("/a\ud800b")).isInstanceOf(DefiniteFailure.class);
  }

  @Test
  void limitsCountBytes() {
    assertThat(TreePath.parse("/" + "é".repeat(127)).bytes()).isEqualTo(255);
    assertThatThrownBy(() -> TreePath.parse("/" + "é".repeat(128)))
        .hasMessageStartingWith("a name has at most 255 bytes");
    assertThat(TreePath.parse("/a".repeat(128)).depth()).isEqualTo(128);
    assertThatThrownBy(() -> TreePath.parse("/a".repeat(129)))
        .hasMessageStartingWith("a path has at most 128 names");
    String name = "/" + "x".repeat(255);
    assertThat(TreePath.parse(name.repeat(16)).bytes()).isEqualTo(4096);
    assertThatThrownBy(() -> TreePath.parse(name.repeat(16) + "/y"))
        .hasMessageStartingWith("a path has at most 4096 bytes");
  }

  @Test
  void oneNameHasOneForm() {
    assertThat(TreePath.parse("/e\u0301")).isEqualTo(TreePath.parse("/\u00e9"));
  }

  @Test
  void within() {
    assertThat(TreePath.parse("/a/b").isWithin(TreePath.parse("/a"))).isTrue();
    assertThat(TreePath.parse("/ab").isWithin(TreePath.parse("/a"))).isFalse();
    assertThat(TreePath.parse("/a").isWithin(TreePath.ROOT)).isTrue();
  }
}
