package sandstore.shell.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import sandstore.client.StoreClient;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.shell.line.Look;
import sandstore.shell.line.Prompt;
import sandstore.shell.reply.Face;
import sandstore.shell.reply.JsonFace;
import sandstore.shell.reply.PlainFace;

/** Does once what people do all day, where nobody sees it. */
public final class Rehearsal {
  private static final StoreClient.Call CALL =
      new StoreClient.Call(Optional.empty(), Duration.ofSeconds(20), false);

  /** What is typed at the prompt; Tabs make it complete. */
  private static final String TYPED = "he\t\nhelp kil\t\nnonsense\nstatus\nstatus --json\n\u0004";

  /** What is run on a real cluster of processes. */
  private static final String COMMANDS =
      """
      up raft --nodes 3
      status
      status --json
      put --text rehearsal /rehearsal
      cat /rehearsal
      ls /
      cut node1 -> node2
      expect leader != ''
      heal
      down
      """;

  private final LabSettings settings;
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);

  private Rehearsal(LabSettings settings) {
    this.settings = settings;
  }

  private interface Part {
    void play() throws Exception;
  }

  /**
   * Plays all parts.
   *
   * @param settings with a home of its own, which is removed afterwards
   * @return 0, also when a part failed: an archive of what was loaded is better than none
   */
  public static int run(LabSettings settings) throws IOException {
    Rehearsal rehearsal = new Rehearsal(settings);
    rehearsal.part("prompt", rehearsal::prompt);
    rehearsal.part("nodes", rehearsal::nodes);
    rehearsal.part("commands", rehearsal::commands);
    remove(settings.home());
    return 0;
  }

  private void part(String name, Part part) {
    try {
      part.play();
    } catch (Exception e) {
      System.err.println("rehearsal of " + name + ": " + e);
    }
  }

  private void prompt() throws Exception {
    try (Lab lab = new Lab(settings);
        Terminal terminal =
            TerminalBuilder.builder()
                .streams(
                    new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream())
                .type("xterm-256color")
                .graphemeCluster(false)
                .build()) {
      terminal.setSize(Size.of(100, 30));
      Look look = new Look(true, true);
      new Prompt(lab, terminal, look, settings.home(), settings.workingFolder())
          .run(Optional.empty(), true);
    }
  }

  private void nodes() throws Exception {
    Path folder = Files.createDirectories(settings.home().resolve("here"));
    try (NodesHere nodes = NodesHere.start(folder, 3);
        StoreClient client = nodes.client()) {
      byte[] bytes = new byte[200_000];
      client.put(
          new ByteArrayInputStream(bytes),
          bytes.length,
          "/rehearsal",
          null,
          CALL,
          StoreClient.Progress.NONE);
      client.get(
          "/rehearsal",
          OutputStream.nullOutputStream(),
          Optional.empty(),
          CALL,
          StoreClient.Progress.NONE);
      client.remove("/rehearsal", false, CALL);
    }
    // What only a node's own process loads.
    Class.forName("sandstore.node.NodeMain");
  }

  private void commands() throws Exception {
    Face plain = new PlainFace(nowhere, nowhere, true, System::nanoTime);
    Face json = new JsonFace(nowhere, nowhere);
    try (Lab lab = new Lab(settings)) {
      for (String line : COMMANDS.lines().toList()) {
        Lab.Ending ending = lab.run(line, plain);
        plain.ended(ending);
        json.ended(ending);
        if (ending.status() != 0) {
          System.err.println("rehearsal of " + line + ": " + ending.message());
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
