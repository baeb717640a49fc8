package sandstore.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandstore.wire.Token;

class HomeTest {
  @TempDir Path folder;

  @Test
  void oneLabAtATimeHasAHome() throws Exception {
    String me = Long.toString(ProcessHandle.current().pid());
    try (Home first = Home.open(folder)) {
      assertThatThrownBy(() -> Home.open(folder))
          .isInstanceOfSatisfying(
              HomeTakenException.class, e -> assertThat(e.holder()).isEqualTo(me));
    }
    Home.open(folder).close();
  }

  @Test
  void whatALabThatWasKilledLeftOfItsTrialsIsRemoved() throws Exception {
    Path left = Home.trials(folder).resolve("lesson1/home");
    Files.createDirectories(left);
    Files.writeString(left.resolve("token"), "x");
    Home.open(folder).close();
    assertThat(Home.trials(folder)).doesNotExist();
  }

  @Test
  void theTokenIsMadeOnceAndForItsOwnerOnly() throws Exception {
    try (Home home = Home.open(folder.resolve("new"))) {
      Token token = home.token();
      assertThat(home.token()).isEqualTo(token);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.tokenFile())))
          .isEqualTo("rw-------");
      Files.writeString(home.tokenFile(), "x");
      assertThatThrownBy(home::token).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aRecordOfAProcessIsReadAsItWasWritten() {
    Birth birth = new Birth(12, Instant.ofEpochMilli(1700000000123L));
    assertThat(Birth.parse(birth.line())).contains(birth);
    assertThat(Birth.parse("12 17000000001x")).isEmpty();
    assertThat(Birth.parse("12")).isEmpty();
  }
}
