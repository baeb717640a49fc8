package sandstore.lab.figures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a person waits for the prompt: the launcher is started on a terminal of its own, which
 * {@code script} makes, until it can be typed at.
 */
final class PromptStart {
  /** A terminal is asked to mark what is pasted when a line is about to be read. */
  private static final String READS = "\u001b[?2004h";

  private PromptStart() {}

  /**
   * @param home of no other lab
   * @return empty when this lab was not started by its launcher, or there is no {@code script}
   */
  static OptionalDouble seconds(Path home) throws IOException, InterruptedException {
    String root = System.getProperty("lab.root", "");
    if (root.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<String> command =
        onTerminal(Path.of(root, "lab-shell", "lab").toString(), "--home", home.toString());
    long started = System.nanoTime();
    Process process;
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("TERM", "xterm");
      process = builder.start();
    } catch (IOException noScript) {
      return OptionalDouble.empty();
    }
    boolean reads = waitsForALine(process.getInputStream());
    double seconds = (System.nanoTime() - started) / 1e9;
    process.getOutputStream().close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.waitFor();
    return reads ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }

  /** Linux and BSD disagree on how script is told what to run. */
  private static List<String> onTerminal(String... command) {
    if (System.getProperty("os.name", "").startsWith("Linux")) {
      String line = "exec '" + String.join("' '", command) + "'";
      return List.of("script", "-q", "-c", line, "/dev/null");
    }
    List<String> bsd = new ArrayList<>(List.of("script", "-q", "/dev/null"));
    bsd.addAll(List.of(command));
    return bsd;
  }

  private static boolean waitsForALine(InputStream terminal) throws IOException {
    StringBuilder seen = new StringBuilder();
    byte[] some = new byte[1024];
    for (int n = terminal.read(some); n >= 0; n = terminal.read(some)) {
      seen.append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
      if (seen.indexOf(READS) >= 0) {
        return true;
      }
    }
    return false;
  }
}
