package sandstore.shell.input;

import java.util.List;

/** Folders to complete paths from: the store's, or this machine's. */
public interface Folder {
  /**
   * Names in a folder, those of folders with a {@code /} at the end; none if it cannot be read, or
   * not soon enough: completion never complains.
   *
   * @param path ends with {@code /}, or is empty for where relative paths begin
   */
  List<String> names(String path);

  /** Nothing anywhere. */
  Folder NONE = path -> List.of();
}
