package sandstore.lab;

import java.nio.file.Path;
import java.util.List;

/**
 * What a lab is started with.
 *
 * @param home folder for everything the lab keeps
 * @param java the java executable for nodes
 * @param classPath for nodes
 * @param nodeFlags JVM flags for nodes, the class-data archive among them
 * @param workingFolder local paths in commands are relative to it
 */
public record LabSettings(
    Path home, Path java, String classPath, List<String> nodeFlags, Path workingFolder) {
  public LabSettings {
    nodeFlags = List.copyOf(nodeFlags);
  }
}
