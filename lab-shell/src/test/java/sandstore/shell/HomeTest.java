package sandstore.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @Test
  void whatIsAskedForWins(@TempDir Path folder) throws Unusable {
    Map<String, String> environment = Map.of(Home.VARIABLE, "/from/environment");
    assertThat(Home.choose(folder, environment, "/users/me")).isEqualTo(folder);
    assertThat(Home.choose(null, environment, "/users/me")).isEqualTo(Path.of("/from/environment"));
    assertThat(Home.choose(null, Map.of(), "/users/me"))
        .isEqualTo(Path.of("/users/me/.sandstore-lab"));
  }

  @Test
  void isMadeIfMissing(@TempDir Path folder) throws Unusable {
    Home.open(folder.resolve("a/b"));
    assertThat(folder.resolve("a/b")).isDirectory();
  }

  @Test
  void anEmptyNameIsNoFolder() {
    assertThatThrownBy(() -> Home.choose(Path.of(""), Map.of(), "/users/me"))
        .isInstanceOf(Unusable.class)
        .hasMessage("--home names no folder; give one: --home DIR");
  }

  @Test
  void aFileIsNoHome(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Home.open(file))
        .hasMessage(file + " is not a folder; choose another with --home DIR");
    assertThatThrownBy(() -> Home.open(file.resolve("below")))
        .isInstanceOf(Unusable.class)
        .hasMessageEndingWith("choose another with --home DIR");
  }
}
