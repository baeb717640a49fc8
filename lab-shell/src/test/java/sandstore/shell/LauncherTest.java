// SPDX-License-Identifier: Apache-2.0

package sandstore.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher says when it cannot start the lab, and that it counts the right libraries. */
class LauncherTest {
  /** Where the libraries that only tests use are kept; the launcher's build needs none of them. */
  private static final List<String> ONLY_FOR_TESTS =
      List.of(
          "/com/tngtech/archunit/",
          "/net/bytebuddy/",
          "/org/apiguardian/",
          "/org/assertj/",
          "/org/awaitility/",
          "/org/hamcrest/",
          "/org/junit/",
          "/org/opentest4j/");

  @TempDir private Path scratch;

  @Test
  void refusesADirectoryWithoutJava() throws Exception {
    Answer answer = launch(scratch);

    assertThat(answer.said())
        .isEqualTo("lab: JAVA_HOME is " + scratch + ", but there is no bin/java in it.\n");
    assertThat(answer.status()).isEqualTo(2);
  }

  @Test
  void refusesAnOldJavaWithoutStartingIt() throws Exception {
    pretendToBeJava("11.0.2");

    Answer answer = launch(scratch);

    assertThat(answer.said())
        .isEqualTo("lab: the lab needs Java 17 or later; " + scratch + "/bin/java is 11.0.2.\n");
    assertThat(answer.status()).isEqualTo(2);
  }

  @Test
  void countsEveryLibraryThatTheLabRunsOn() throws Exception {
    Set<String> counted =
        Files.readAllLines(Path.of("src/main/launcher/libraries")).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toSet());

    List<String> missed =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .filter(path -> path.matches("(?!.*/sandstore-[^/]*$).*\\.jar"))
            .filter(path -> ONLY_FOR_TESTS.stream().noneMatch(path::contains))
            .filter(path -> counted.stream().noneMatch(library -> path.endsWith("/" + library)))
            .toList();

    assertThat(missed)
        .as("libraries that lab-shell/src/main/launcher/list-libraries should add to its list")
        .isEmpty();
  }

  private void pretendToBeJava(String version) throws IOException {
    Path java = Files.createDirectory(scratch.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 99\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(scratch.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static Answer launch(Path javaHome) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("./lab", "status").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, SECONDS)).isTrue();
    return new Answer(process.exitValue(), said);
  }

  private record Answer(int status, String said) {}
}
