package sandstore.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder in which the lab keeps everything: which one it is, and whether it can be used. */
final class Home {
  static final String VARIABLE = "SANDSTORE_LAB_HOME";

  private Home() {}

  /** What was asked for, else the environment's, else {@code ~/.sandstore-lab}. */
  static Path choose(@Nullable Path asked, Map<String, String> environment, String userHome)
      throws Unusable {
    if (asked != null && asked.toString().isEmpty()) {
      throw new Unusable("--home names no folder; give one: --home DIR");
    }
    String fromEnvironment = environment.getOrDefault(VARIABLE, "");
    Path chosen =
        asked != null
            ? asked
            : fromEnvironment.isEmpty()
                ? Path.of(userHome, ".sandstore-lab")
                : Path.of(fromEnvironment);
    return chosen.toAbsolutePath().normalize();
  }

  /** Makes the folder if it is missing. */
  static void open(Path home) throws Unusable {
    try {
      Files.createDirectories(home);
    } catch (FileAlreadyExistsException e) {
      throw new Unusable(home + " is not a folder; choose another with --home DIR");
    } catch (AccessDeniedException e) {
      throw new Unusable("no permission to make " + home + "; choose another with --home DIR");
    } catch (IOException e) {
      throw new Unusable(
          "cannot make " + home + " (" + why(e) + "); choose another with --home DIR");
    }
    if (!Files.isWritable(home)) {
      throw new Unusable(home + " cannot be written to; choose another with --home DIR");
    }
  }

  private static String why(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
