package sandstore.shell.input;

import java.util.List;

/** Paths, completed folder by folder. */
final class Paths {
  private Paths() {}

  /**
   * @param root where an empty word begins: {@code /} in the store
   */
  static List<Offer> under(Folder folder, String current, String root) {
    int slash = current.lastIndexOf('/');
    String parent = slash >= 0 ? current.substring(0, slash + 1) : root;
    return folder.names(parent).stream()
        .map(n -> new Offer(parent + n, n, "", !n.endsWith("/")))
        .toList();
  }
}
