package sandstore.shell.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This machine's folders, as seen from where the lab was started. */
public final class LocalFolder implements Folder {
  /** A list that is longer helps nobody at a prompt. */
  private static final int MOST = 1000;

  private final Path workingFolder;

  public LocalFolder(Path workingFolder) {
    this.workingFolder = workingFolder;
  }

  @Override
  public List<String> names(String path) {
    List<String> names = new ArrayList<>();
    String meant =
        path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(workingFolder.resolve(meant))) {
      for (Path entry : entries) {
        if (names.size() == MOST) {
          break;
        }
        names.add(entry.getFileName() + (Files.isDirectory(entry) ? "/" : ""));
      }
    } catch (IOException | DirectoryIteratorException | InvalidPathException unreadable) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
