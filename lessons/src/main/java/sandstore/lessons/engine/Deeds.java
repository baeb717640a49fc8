package sandstore.lessons.engine;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Which commands change what a prediction is about. */
final class Deeds {
  private static final Set<String> GROUPS = Set.of("Processes", "Network", "Disks", "Files");
  private static final Set<String> ONLY_LOOK =
      Set.of("cat", "get", "ls", "stat", "quota", "sample");

  private Deeds() {}

  static boolean changes(CommandSpec command) {
    String heading = command.usageMessage().headerHeading();
    return heading != null
        && GROUPS.contains(heading.strip())
        && !ONLY_LOOK.contains(command.name());
  }
}
