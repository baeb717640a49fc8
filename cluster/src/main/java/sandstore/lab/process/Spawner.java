package sandstore.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sandstore.wire.NodeId;

/**
 * Starts node processes.
 *
 * @param command the program with its arguments, to which the settings file is added
 */
public record Spawner(Home home, List<String> command, Watchdog watchdog, Reaper reaper) {
  static final String MAIN = "sandstore.node.NodeMain";

  /** Becomes the program while ignoring what the terminal sends: see the package's essay. */
  private static final List<String> DEAF =
      List.of("sh", "-c", "trap '' INT QUIT HUP TSTP; exec \"$@\"", "sh");

  public Spawner {
    command = List.copyOf(command);
  }

  /** The command for real nodes: {@code java FLAGS -cp CLASSPATH sandstore.node.NodeMain}. */
  public static List<String> nodeCommand(Path java, List<String> flags, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, MAIN));
    return command;
  }

  /** The settings file of the node must be there. Returns at once; the process is recorded. */
  public NodeProcess start(NodeId node) throws IOException {
    Path errors = home.errorFile(node);
    Files.createDirectories(errors.getParent());
    List<String> whole = new ArrayList<>(DEAF);
    whole.addAll(command);
    whole.add(home.settingsFile(node).toString());
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.directory(home.folder(node).toFile());
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    boolean recorded = false;
    try {
      watchdog.add(process.pid());
      reaper.started(process.toHandle());
      recorded = true;
    } finally {
      if (!recorded) {
        process.destroyForcibly(); // what nobody watches does not run
      }
    }
    NodeProcess started = new NodeProcess(node, process, errors);
    started.listen();
    return started;
  }

  /** Forgets a process that has ended. */
  public void ended(NodeProcess process) throws IOException {
    reaper.ended(process.pid());
    watchdog.gone(process.pid());
  }
}
