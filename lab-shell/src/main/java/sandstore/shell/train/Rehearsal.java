package sandstore.shell.train;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import sandstore.lab.Lab;
import sandstore.lab.LabSettings;
import sandstore.lab.attach.AttachedLab;
import sandstore.lab.attach.Reception;
import sandstore.lab.view.NodeView;
import sandstore.shell.line.Look;
import sandstore.shell.line.Prompt;
import sandstore.shell.reply.Face;
import sandstore.shell.reply.JsonFace;
import sandstore.shell.reply.PlainFace;
import sandstore.wire.NodeId;

/** Does once what people do all day, where nobody sees it. */
public final class Rehearsal {
  /** What is typed at the prompt; Tabs make it complete. */
  private static final String TYPED = "he\t\nhelp kil\t\nnonsense\nstatus\nstatus --json\n\u0004";

  /** What is run on a real cluster of processes; node1 leads, follows, and ends in order. */
  private static final String COMMANDS =
      """
      up raft --nodes 3
      elect node1
      expect leader == 'node1' within 10s
      status
      status --json
      put --text rehearsal /rehearsal
      cat /rehearsal
      ls /
      elect node2
      expect leader == 'node2' within 10s
      put --text again /rehearsal
      cut node1 -> node2
      heal
      log
      chunks /rehearsal
      kill node2
      expect leader != '' && leader != 'node2' within 20s
      rm /rehearsal
      kill node3
      """;

  /** Name of an archive in a node's folder. */
  private static final String CLASSES = "classes";

  /** The first Java that makes its archives by another flag. */
  private static final int AOT = 25;

  private final LabSettings settings;
  private final Optional<Path> nodes;
  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);

  private Rehearsal(LabSettings settings, Optional<Path> nodes) {
    this.settings = settings;
    this.nodes = nodes;
  }

  private interface Part {
    void play() throws Exception;
  }

  /**
   * Plays all parts.
   *
   * @param settings with a home of its own, which is removed afterwards
   * @param nodes where the archive of a node's classes is to be put, if one is wanted
   * @return 0, also when a part failed: an archive of what was loaded is better than none
   */
  public static int run(LabSettings settings, Optional<Path> nodes) throws IOException {
    Rehearsal rehearsal = new Rehearsal(settings, nodes);
    rehearsal.part("prompt", rehearsal::prompt);
    rehearsal.part("commands", rehearsal::commands);
    MoreFiles.deleteRecursively(settings.home(), RecursiveDeleteOption.ALLOW_INSECURE);
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

  private void commands() throws Exception {
    Face plain = new PlainFace(nowhere, nowhere, true, System::nanoTime);
    Face json = new JsonFace(nowhere, nowhere);
    try (Lab lab = new Lab(nodesArchived())) {
      for (String line : COMMANDS.lines().toList()) {
        Lab.Ending ending = lab.run(line, plain);
        plain.ended(ending);
        json.ended(ending);
        if (ending.status() != 0) {
          System.err.println("rehearsal of " + line + ": " + ending.message());
        }
      }
      if (nodes.isPresent()) {
        endInOrder(lab.view().nodes().get(NodeId.of(1)));
        Files.move(settings.home().resolve("node1").resolve(CLASSES), nodes.get());
      }
      new Reception(lab).open();
      try (AttachedLab visitor = AttachedLab.to(settings.home(), settings.workingFolder())) {
        visitor.run("status", plain);
      }
    }
  }

  /** Each node that ends in order leaves an archive in its folder, which is where it runs. */
  private LabSettings nodesArchived() {
    if (nodes.isEmpty()) {
      return settings;
    }
    List<String> flags = new ArrayList<>(settings.nodeFlags());
    flags.add(
        (Runtime.version().feature() < AOT ? "-XX:ArchiveClassesAtExit=" : "-XX:AOTCacheOutput=")
            + CLASSES);
    return new LabSettings(
        settings.home(), settings.java(), settings.classPath(), flags, settings.workingFolder());
  }

  /** As {@code stop} does, but without its haste: the archive is written when all else is done. */
  private static void endInOrder(@Nullable NodeView node) throws Exception {
    if (node == null) {
      throw new IllegalStateException("node1 is not there");
    }
    ProcessHandle process = ProcessHandle.of(node.pid()).orElseThrow();
    process.destroy();
    process.onExit().get(1, TimeUnit.MINUTES);
  }
}
