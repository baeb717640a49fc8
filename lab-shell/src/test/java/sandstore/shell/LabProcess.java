package sandstore.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code lab} as a process of its own, with nothing on its standard input. */
final class LabProcess {
  /** How it ended, and all that it said. */
  record Answer(int status, String out, String err) {}

  private final Path folder;

  /**
   * @param folder in which it runs
   */
  LabProcess(Path folder) {
    this.folder = folder;
  }

  Answer run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m"));
    command.add("-Dcom.google.protobuf.use_unsafe_pre22_gencode=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempDirectory("said");
    Process lab =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(said.resolve("out").toFile())
            .redirectError(said.resolve("err").toFile())
            .start();
    try {
      if (!lab.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + String.join(" ", arguments));
      }
      String out = Files.readString(said.resolve("out"), UTF_8);
      return new Answer(lab.exitValue(), out, Files.readString(said.resolve("err"), UTF_8));
    } finally {
      lab.destroyForcibly();
      Files.deleteIfExists(said.resolve("out"));
      Files.deleteIfExists(said.resolve("err"));
      Files.delete(said);
    }
  }
}
