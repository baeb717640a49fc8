package sandstore.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code lab} as a process of its own. */
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
    try (Running lab = start(arguments)) {
      return lab.ends();
    }
  }

  /** Starts it; what it is to do is yet to be said on its standard input. */
  Running start(String... arguments) throws IOException {
    return start(command(arguments), Map.of(), arguments);
  }

  /**
   * The same at a terminal of its own, which {@code script} makes (util-linux). It hears Ctrl-C
   * even if whoever started all this does not: a signal that is ignored stays so for all children
   * ({@code env --default-signal}, coreutils).
   *
   * @param type of the terminal, as {@code TERM} says it
   */
  Running startAtTerminal(String type, String... arguments) throws IOException {
    String line = "exec env --default-signal=INT '" + String.join("' '", command(arguments)) + "'";
    return start(
        List.of("script", "-q", "-e", "-c", line, "/dev/null"), Map.of("TERM", type), arguments);
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m"));
    command.add("-Dcom.google.protobuf.use_unsafe_pre22_gencode=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Running start(List<String> command, Map<String, String> environment, String... arguments)
      throws IOException {
    Path said = Files.createTempDirectory("said");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(said.resolve("out").toFile());
    builder.redirectError(said.resolve("err").toFile());
    builder.environment().putAll(environment);
    return new Running(builder.start(), said, String.join(" ", arguments));
  }

  /** One that runs; it is ended by {@link #close} at the latest. */
  static final class Running implements AutoCloseable {
    private final Process process;
    private final Path said;
    private final String name;

    private Running(Process process, Path said, String name) {
      this.process = process;
      this.said = said;
      this.name = name;
    }

    void types(String line) throws IOException {
      presses(line + "\n");
    }

    void presses(String keys) throws IOException {
      process.getOutputStream().write(keys.getBytes(UTF_8));
      process.getOutputStream().flush();
    }

    String out() throws IOException {
      return Files.readString(said.resolve("out"), UTF_8);
    }

    String err() throws IOException {
      return Files.readString(said.resolve("err"), UTF_8);
    }

    long pid() {
      return process.pid();
    }

    /** Closes its standard input, as Ctrl-D does, and waits for its end. */
    Answer ends() throws IOException, InterruptedException {
      process.getOutputStream().close();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + name);
      }
      return new Answer(process.exitValue(), out(), err());
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      Files.deleteIfExists(said.resolve("out"));
      Files.deleteIfExists(said.resolve("err"));
      Files.delete(said);
    }
  }
}
